package nova.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nova.agent.config.ConfigSnapshot.ErrorPage;
import nova.link.v1.Adc;
import nova.link.v1.ClientLimits;
import nova.link.v1.NodeConfig;

/** Reads a {@code NodeConfig}: refuses it whole with every problem, or yields a snapshot. */
public final class ConfigCompiler {
  /** One head must fit into the buffers of an I/O thread. */
  public static final int MOST_HEADER_BYTES = 65536;

  private static final int MOST_PAGE_CHARACTERS = 65536;
  private static final int COOKIE_KEY_BYTES = 32;

  private final Problems problems = new Problems();
  private final Set<String> adcIds = new HashSet<>();
  private final ListenerCompiler listeners = new ListenerCompiler(problems);

  private ConfigCompiler() {}

  public static Compiled compile(NodeConfig config) {
    ConfigCompiler compiler = new ConfigCompiler();
    ConfigSnapshot snapshot = compiler.node(config);
    NotYet.find(config, compiler.problems);
    return compiler.problems.all().isEmpty()
        ? new Compiled.Accepted(snapshot)
        : new Compiled.Refused(compiler.problems.all());
  }

  private ConfigSnapshot node(NodeConfig config) {
    List<ConfigSnapshot.Adc> adcs = new ArrayList<>();
    for (int i = 0; i < config.getAdcsCount(); i++) {
      adcs.add(adc("/adcs/" + i, config.getAdcs(i)));
    }
    return new ConfigSnapshot(config.getVersion(), config.getZone(), List.copyOf(adcs));
  }

  private ConfigSnapshot.Adc adc(String at, Adc adc) {
    problems.unique(at + "/id", adc.getId(), adcIds);
    PoolCompiler pools = new PoolCompiler(problems);
    List<Pool> compiled = new ArrayList<>();
    for (int i = 0; i < adc.getPoolsCount(); i++) {
      compiled.add(pools.pool(at + "/pools/" + i, adc.getPools(i)));
    }
    RouteCompiler routes = new RouteCompiler(problems, pools.ids());
    List<Route> ways = new ArrayList<>();
    for (int i = 0; i < adc.getRoutesCount(); i++) {
      ways.add(routes.route(at + "/routes/" + i, adc.getRoutes(i)));
    }
    List<ConfigSnapshot.Listener> entrances = new ArrayList<>();
    for (int i = 0; i < adc.getListenersCount(); i++) {
      entrances.add(
          listeners.listener(
              at + "/listeners/" + i, adc.getListeners(i), routes.ids(), pools.ids()));
    }
    return new ConfigSnapshot.Adc(
        adc.getId(),
        adc.getName(),
        List.copyOf(entrances),
        List.copyOf(ways),
        List.copyOf(compiled),
        limits(at + "/client_limits", adc.hasClientLimits(), adc.getClientLimits()),
        pages(at + "/error_pages", adc),
        cookieKey(at, adc));
  }

  private CookieKey cookieKey(String at, Adc adc) {
    byte[] key = adc.getCookieKey().toByteArray();
    boolean needed = adc.getPoolsList().stream().anyMatch(nova.link.v1.Pool::hasStickiness);
    if (key.length != COOKIE_KEY_BYTES && (needed || key.length != 0)) {
      problems.add(at + "/cookie_key", "bad-key", "Sticky sessions need a key of 32 bytes.");
    }
    return new CookieKey(key);
  }

  private List<ErrorPage> pages(String at, Adc adc) {
    List<ErrorPage> pages = new ArrayList<>();
    for (int i = 0; i < adc.getErrorPagesCount(); i++) {
      pages.add(page(at + "/" + i, adc.getErrorPages(i)));
    }
    return List.copyOf(pages);
  }

  private ErrorPage page(String at, nova.link.v1.ErrorPage page) {
    int from = problems.between(at + "/status_from", page.getStatusFrom(), 400, 599);
    int to = problems.between(at + "/status_to", page.getStatusTo(), 400, 599);
    if (to < from) {
      problems.add(at + "/status_to", "out-of-range", "Must not be less than status_from.");
    }
    size(at + "/html", page.getHtml());
    size(at + "/json", page.getJson());
    int retryAfter =
        problems.between(
            at + "/retry_after_seconds",
            page.hasRetryAfterSeconds(),
            page.getRetryAfterSeconds(),
            1,
            1,
            86_400);
    return new ErrorPage(from, to, page.getHtml(), page.getJson(), retryAfter);
  }

  private void size(String at, String template) {
    if (template.length() > MOST_PAGE_CHARACTERS) {
      problems.add(at, "too-long", "Must hold at most " + MOST_PAGE_CHARACTERS + " characters.");
    }
  }

  private ConfigSnapshot.VisitorLimits limits(String at, boolean present, ClientLimits limits) {
    if (!present) {
      problems.add(at, "missing", "Limits are needed here.");
      return new ConfigSnapshot.VisitorLimits(
          1, 1, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, 1);
    }
    if (limits.getMaxBodyBytes() < 0) {
      problems.add(at + "/max_body_bytes", "out-of-range", "Must be less than 2^63.");
    }
    return new ConfigSnapshot.VisitorLimits(
        problems.between(
            at + "/max_header_bytes", limits.getMaxHeaderBytes(), 256, MOST_HEADER_BYTES),
        problems.between(at + "/max_headers", limits.getMaxHeaders(), 1, 1000),
        limits.getMaxBodyBytes(),
        problems.millis(at + "/header_timeout_millis", limits.getHeaderTimeoutMillis()),
        problems.millis(at + "/idle_timeout_millis", limits.getIdleTimeoutMillis()),
        problems.millis(at + "/body_idle_timeout_millis", limits.getBodyIdleTimeoutMillis()),
        problems.between(at + "/max_connections", limits.getMaxConnections(), 1, 10_000_000));
  }
}
