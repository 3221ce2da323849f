package nova.web.adcs;

import static nova.web.adcs.Sizes.MAX_CONDITIONS;
import static nova.web.adcs.Sizes.MAX_HEADERS;
import static nova.web.adcs.Sizes.MAX_HOST;
import static nova.web.adcs.Sizes.MAX_NAME;
import static nova.web.adcs.Sizes.MAX_PATH;
import static nova.web.adcs.Sizes.MAX_VALUE;

import java.util.List;
import java.util.Set;
import nova.nodes.document.Condition;
import nova.nodes.document.HeaderChange;
import nova.nodes.document.HeaderChange.Action;
import nova.nodes.document.Route;
import nova.nodes.document.Route.PathMatch;
import nova.nodes.document.Route.Redirect;
import nova.nodes.document.Route.Rewrite;
import nova.nodes.document.Words;
import nova.web.json.JsonFields;
import org.jspecify.annotations.Nullable;

/** The part of a body that says which visitors go where. */
final class RouteReading {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private RouteReading() {}

  static Route route(JsonFields json) {
    return new Route(
        json.label("name", 1, MAX_NAME),
        path(json),
        json.stringsIfAny("hosts", 100, 1, MAX_HOST),
        json.stringsIfAny("methods", 20, 1, 32),
        conditions(json, "headers"),
        conditions(json, "cookies"),
        json.optionalLabel("pool", 1, MAX_NAME),
        json.optionalObject("rewrite", RouteReading::rewrite),
        json.optionalObject("redirect", RouteReading::redirect),
        json.optionalObject("retry", FailureReading::retry));
  }

  private static PathMatch path(JsonFields json) {
    String prefix = json.optionalString("pathPrefix", 1, MAX_PATH);
    String exact = json.optionalString("pathExact", 1, MAX_PATH);
    String template = json.optionalString("pathTemplate", 1, MAX_PATH);
    if (prefix != null && exact != null) {
      oneOf(json, "pathExact");
    }
    if (template != null && (prefix != null || exact != null)) {
      oneOf(json, "pathTemplate");
    }
    if (template != null) {
      return new PathMatch.Template(template);
    }
    return exact != null ? new PathMatch.Exact(exact) : new PathMatch.Prefix(orRoot(prefix));
  }

  private static void oneOf(JsonFields json, String name) {
    json.problem(name, "one-of", "Only one of pathPrefix, pathExact and pathTemplate.");
  }

  private static String orRoot(@Nullable String prefix) {
    return prefix == null ? "/" : prefix;
  }

  /** Null: nothing was said. */
  static @Nullable List<Condition> optionalConditions(JsonFields json, String name) {
    return json.optionalObjects(name, 0, MAX_CONDITIONS, RouteReading::condition);
  }

  static List<Condition> conditions(JsonFields json, String name) {
    return json.objectsIfAny(name, MAX_CONDITIONS, RouteReading::condition);
  }

  private static Condition condition(JsonFields json) {
    return new Condition(
        json.string("name", 1, MAX_NAME),
        json.stringsIfAny("values", 100, 0, MAX_VALUE),
        json.boolOr("negated", false));
  }

  private static Rewrite rewrite(JsonFields json) {
    return new Rewrite(
        json.optionalString("path", 1, MAX_PATH),
        json.optionalString("host", 1, MAX_HOST),
        json.objectsIfAny("requestHeaders", MAX_HEADERS, RouteReading::headerChange),
        json.objectsIfAny("responseHeaders", MAX_HEADERS, RouteReading::headerChange));
  }

  private static HeaderChange headerChange(JsonFields json) {
    Action action = json.choiceOr("action", Words.of(Action.class), Action.SET);
    String name = json.string("name", 1, MAX_NAME);
    boolean valued = action != Action.REMOVE;
    String value =
        valued ? json.string("value", 0, MAX_VALUE) : json.stringOr("value", 0, MAX_VALUE, "");
    return new HeaderChange(action, name, value);
  }

  private static Redirect redirect(JsonFields json) {
    int status = json.integerOr("status", 300, 399, 302);
    if (!REDIRECTS.contains(status) && !json.faulty("status")) {
      json.problem("status", "not-a-choice", "This is one of: 301, 302, 303, 307, 308.");
    }
    return new Redirect(status, json.string("location", 1, 2 * MAX_PATH));
  }
}
