package nova.agent.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nova.agent.config.ConfigSnapshot;
import nova.agent.config.Pool;
import nova.agent.config.Route;
import nova.agent.routing.HashKey;
import nova.agent.routing.RouteRule;
import nova.agent.routing.RouteTable;
import nova.agent.routing.StageRules;
import nova.agent.routing.StickyCookie;
import nova.agent.transform.ErrorPages;
import nova.agent.transform.HeaderEdits;
import nova.agent.transform.PathRewrite;
import nova.agent.transform.RedirectRule;
import org.jspecify.annotations.Nullable;

/**
 * Compiles what a config says about requests into what {@code routing} and {@code transform} do.
 */
final class Policies {
  private static final int WHOLE_PATH = -1;

  private Policies() {}

  static RouteTable table(List<Route> routes) {
    return new RouteTable(routes.stream().map(Policies::rule).toList());
  }

  private static RouteRule rule(Route route) {
    RouteRule.PathRule path =
        switch (route.path()) {
          case Route.Prefix(String prefix) -> new RouteRule.Prefix(prefix);
          case Route.Exact(String whole) -> new RouteRule.Exact(whole);
          case Route.Template(List<String> segments) -> new RouteRule.Template(segments);
        };
    return new RouteRule(
        route.hosts(),
        path,
        List.copyOf(route.methods()),
        fields(route.headers()),
        fields(route.cookies()));
  }

  private static List<RouteRule.FieldRule> fields(List<Route.Condition> conditions) {
    return conditions.stream()
        .map(c -> new RouteRule.FieldRule(c.name(), c.values(), c.negated()))
        .toList();
  }

  static RedirectRule redirect(Route route, Route.Redirect redirect) {
    return new RedirectRule(redirect.status(), redirect.location(), names(route.path()));
  }

  static RouteChanges changes(Route route, Route.Rewrite rewrite) {
    if (rewrite.equals(Route.Rewrite.NONE)) {
      return RouteChanges.NONE;
    }
    int replaced =
        switch (route.path()) {
          case Route.Prefix(String prefix) -> (int) prefix.chars().filter(c -> c == '/').count();
          case Route.Exact exact -> WHOLE_PATH;
          case Route.Template template -> WHOLE_PATH;
        };
    PathRewrite path =
        rewrite.path().isEmpty()
            ? null
            : new PathRewrite(rewrite.path().get(), names(route.path()), replaced);
    return new RouteChanges(
        path, rewrite.host(), edits(rewrite.request()), edits(rewrite.response()));
  }

  private static List<String> names(Route.PathRule path) {
    return path instanceof Route.Template(List<String> segments)
        ? RouteTable.names(segments)
        : List.of();
  }

  private static HeaderEdits edits(List<Route.HeaderChange> changes) {
    List<HeaderEdits.Edit> edits = new ArrayList<>();
    for (Route.HeaderChange change : changes) {
      HeaderEdits.Action action =
          switch (change.action()) {
            case SET -> HeaderEdits.Action.SET;
            case ADD -> HeaderEdits.Action.ADD;
            case REMOVE -> HeaderEdits.Action.REMOVE;
          };
      edits.add(new HeaderEdits.Edit(action, change.name(), change.value()));
    }
    return new HeaderEdits(edits);
  }

  /** What a pool asks of requests. */
  static VisitRules visits(ConfigSnapshot.Adc adc, Pool pool, List<StickyCookie.Server> servers) {
    boolean hashed = pool.balancing().algorithm() == Pool.Algorithm.CONSISTENT_HASH;
    return new VisitRules(
        hashed ? key(pool.balancing()) : null,
        sticky(adc, pool, servers),
        pool.stages().isEmpty() ? null : stages(pool.stages()));
  }

  private static HashKey key(Pool.Balancing balancing) {
    return switch (balancing.hashSource()) {
      case CLIENT_ADDRESS -> new HashKey.Address();
      case HEADER -> new HashKey.Header(balancing.hashName());
      case COOKIE -> new HashKey.Cookie(balancing.hashName());
      case PATH -> new HashKey.Path();
    };
  }

  private static @Nullable StickyCookie sticky(
      ConfigSnapshot.Adc adc, Pool pool, List<StickyCookie.Server> servers) {
    Optional<Pool.Stickiness> sticky = pool.balancing().stickiness();
    if (sticky.isEmpty()) {
      return null;
    }
    return new StickyCookie(
        adc.cookieKey().bytes(),
        adc.id(),
        pool.id(),
        sticky.get().cookieName(),
        sticky.get().maxAge(),
        servers);
  }

  private static StageRules stages(List<Pool.Stage> stages) {
    return new StageRules(
        stages.stream()
            .map(s -> new StageRules.Stage(fields(s.headers()), fields(s.cookies())))
            .toList());
  }

  static ErrorPages errorPages(ConfigSnapshot.Adc adc) {
    return new ErrorPages(
        adc.name(),
        adc.errorPages().stream()
            .map(
                page ->
                    new ErrorPages.Templates(
                        page.statusFrom(),
                        page.statusTo(),
                        page.html(),
                        page.json(),
                        page.retryAfterSeconds()))
            .toList());
  }
}
