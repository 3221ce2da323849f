package nova.nodes.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nova.nodes.document.Route.PathMatch;
import nova.nodes.document.Route.Redirect;
import nova.nodes.document.Route.Rewrite;
import org.jspecify.annotations.Nullable;

/** What routes may say. */
final class RouteRules {
  private static final Set<String> LOCATION = Set.of("scheme", "host", "path", "query");

  // what nodes have room for in a head beside the visitor's own
  private static final int MOST_CHANGED_BYTES = 8192;

  private RouteRules() {}

  static void check(Place place, List<Route> routes, Set<String> pools, Set<String> names) {
    for (int i = 0; i < routes.size(); i++) {
      Route route = routes.get(i);
      Place at = place.at(i);
      at.at("name").unique(names, route.name(), "Another route has this name.");
      path(at, route.path());
      hosts(at.at("hosts"), route.hosts());
      methods(at.at("methods"), route.methods());
      conditions(at.at("headers"), route.headers());
      conditions(at.at("cookies"), route.cookies());
      destination(at, route, pools);
      if (route.retry() != null) {
        FailureRules.retry(at.at("retry"), route.retry());
      }
    }
  }

  private static void path(Place place, PathMatch path) {
    switch (path) {
      case PathMatch.Prefix(var text) -> plainPath(place.at("pathPrefix"), text);
      case PathMatch.Exact(var text) -> plainPath(place.at("pathExact"), text);
      case PathMatch.Template(var text) ->
          place
              .at("pathTemplate")
              .expect(
                  Syntax.template(text),
                  "not-a-template",
                  "Segments behind /, of which those in braces have a name each: /users/{id}.");
    }
  }

  private static void plainPath(Place place, String path) {
    place.expect(
        Syntax.path(path),
        "not-a-path",
        "A path begins with /, is percent-encoded, and has no blanks, ? or #.");
  }

  static void hosts(Place place, List<String> hosts) {
    for (int i = 0; i < hosts.size(); i++) {
      String host = hosts.get(i);
      place
          .at(i)
          .expect(
              Hosts.valid(host.startsWith("*.") ? host.substring(2) : host),
              "not-a-host",
              "Write a DNS name or IP address without port, or *.example.com.");
    }
    place.noneTwice(hosts);
  }

  private static void methods(Place place, List<String> methods) {
    for (int i = 0; i < methods.size(); i++) {
      place
          .at(i)
          .expect(Syntax.token(methods.get(i)), "not-a-method", "Write a method, such as GET.");
    }
    place.noneTwice(methods);
  }

  static void conditions(Place place, List<Condition> conditions) {
    for (int i = 0; i < conditions.size(); i++) {
      token(place.at(i).at("name"), conditions.get(i).name());
    }
  }

  static void token(Place place, String name) {
    place.expect(
        Syntax.token(name),
        "not-a-name",
        "Letters, digits and !#$%&'*+-.^_`|~ may be in the name of a header or cookie.");
  }

  static void pool(Place place, String pool, Set<String> pools) {
    place.expect(
        pools.contains(pool), "unknown-pool", "There is no pool by this name in this ADC.");
  }

  private static void destination(Place place, Route route, Set<String> pools) {
    String pool = route.pool();
    Redirect redirect = route.redirect();
    if (redirect == null) {
      place.at("pool").required(pool, "Name the pool that answers, or redirect.");
    } else {
      place.at("pool").notHere(pool != null, "A route that redirects has no pool.");
      place.at("rewrite").notHere(route.rewrite() != null, "There is no server to rewrite for.");
      place.at("retry").notHere(route.retry() != null, "There is no server to ask again.");
      location(place.at("redirect").at("location"), redirect.location(), route.path());
    }
    if (pool != null) {
      pool(place.at("pool"), pool, pools);
    }
    if (route.rewrite() != null) {
      rewrite(place.at("rewrite"), route.rewrite(), route.path());
    }
  }

  private static void location(Place place, String location, PathMatch path) {
    var known = new HashSet<>(LOCATION);
    known.addAll(namesOf(path));
    unknownNames(place, location, known);
    place.expect(
        location.chars().noneMatch(c -> c <= ' ' || c == 127),
        "not-a-location",
        "A location has no blanks.");
  }

  private static Set<String> namesOf(PathMatch path) {
    return path instanceof PathMatch.Template(var text) ? Syntax.names(text) : Set.of();
  }

  private static void unknownNames(Place place, String text, Set<String> known) {
    var unknown = new HashSet<>(Syntax.names(text));
    unknown.removeAll(known);
    place.expect(
        unknown.isEmpty(),
        "unknown-variable",
        "Nothing fills in {" + String.join("}, {", unknown) + "}.");
  }

  private static void rewrite(Place place, Rewrite rewrite, PathMatch path) {
    place.expect(
        rewrite.path() != null
            || rewrite.host() != null
            || !rewrite.requestHeaders().isEmpty()
            || !rewrite.responseHeaders().isEmpty(),
        "required",
        "Say what is rewritten: path, host or headers.");
    if (rewrite.path() != null) {
      plainPath(place.at("path"), rewrite.path());
      unknownNames(place.at("path"), rewrite.path(), namesOf(path));
    }
    host(place.at("host"), rewrite.host());
    headers(place.at("requestHeaders"), rewrite.requestHeaders());
    headers(place.at("responseHeaders"), rewrite.responseHeaders());
  }

  private static void host(Place place, @Nullable String host) {
    place.expect(
        host == null || Hosts.validWithPort(host),
        "not-a-host",
        "Write an IP address or a DNS name, with :port if needed.");
  }

  private static void headers(Place place, List<HeaderChange> changes) {
    int bytes = 0;
    for (int i = 0; i < changes.size(); i++) {
      HeaderChange change = changes.get(i);
      bytes += (change.name() + ": " + change.value() + "\r\n").getBytes(UTF_8).length;
      header(place.at(i).at("name"), change.name());
      place
          .at(i)
          .at("value")
          .notHere(
              change.action() == HeaderChange.Action.REMOVE && !change.value().isEmpty(),
              "What is removed has no value.");
    }
    place.expect(
        bytes <= MOST_CHANGED_BYTES,
        "too-large",
        "All together must not be longer than " + MOST_CHANGED_BYTES + " bytes.");
  }

  static void header(Place place, String name) {
    token(place, name);
    place.expect(
        !Syntax.framing(name), "not-changeable", "This header belongs to the connection itself.");
  }
}
