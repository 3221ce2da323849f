package nova.agent.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nova.link.v1.Adc;
import nova.link.v1.ClientLimits;
import nova.link.v1.HealthCheck;
import nova.link.v1.Listener;
import nova.link.v1.NodeConfig;
import nova.link.v1.Pool;
import nova.link.v1.Route;
import nova.link.v1.Server;
import nova.link.v1.UpstreamTimeouts;

/** Reads a {@code NodeConfig}: refuses it whole with every problem, or yields a snapshot. */
public final class ConfigCompiler {
  /** One head must fit into the buffers of an I/O thread. */
  public static final int MOST_HEADER_BYTES = 65536;

  private static final int DAY_MILLIS = 86_400_000;
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?\\.?");
  private static final Pattern PATH = Pattern.compile("/[!-~]*");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:\\[\\]-]*");

  private final Problems problems = new Problems();
  private final Set<String> adcIds = new HashSet<>();
  private final Set<String> ports = new HashSet<>();

  private ConfigCompiler() {}

  public static Compiled compile(NodeConfig config) {
    ConfigCompiler compiler = new ConfigCompiler();
    ConfigSnapshot snapshot = compiler.node(config);
    return compiler.problems.all().isEmpty()
        ? new Compiled.Accepted(snapshot)
        : new Compiled.Refused(compiler.problems.all());
  }

  private ConfigSnapshot node(NodeConfig config) {
    List<ConfigSnapshot.Adc> adcs = new ArrayList<>();
    for (int i = 0; i < config.getAdcsCount(); i++) {
      adcs.add(adc("/adcs/" + i, config.getAdcs(i)));
    }
    return new ConfigSnapshot(config.getVersion(), List.copyOf(adcs));
  }

  private ConfigSnapshot.Adc adc(String at, Adc adc) {
    problems.unique(at + "/id", adc.getId(), adcIds);
    List<ConfigSnapshot.Port> bound = new ArrayList<>();
    for (int i = 0; i < adc.getListenersCount(); i++) {
      bound.add(port(at + "/listeners/" + i, adc.getListeners(i)));
    }
    Set<String> poolIds = new HashSet<>();
    List<ConfigSnapshot.Pool> pools = new ArrayList<>();
    for (int i = 0; i < adc.getPoolsCount(); i++) {
      pools.add(pool(at + "/pools/" + i, adc.getPools(i), poolIds));
    }
    Set<String> routeIds = new HashSet<>();
    List<ConfigSnapshot.Route> routes = new ArrayList<>();
    for (int i = 0; i < adc.getRoutesCount(); i++) {
      routes.add(route(at + "/routes/" + i, adc.getRoutes(i), routeIds, poolIds));
    }
    return new ConfigSnapshot.Adc(
        adc.getId(),
        adc.getName(),
        List.copyOf(bound),
        List.copyOf(routes),
        List.copyOf(pools),
        limits(at + "/client_limits", adc.hasClientLimits(), adc.getClientLimits()));
  }

  private ConfigSnapshot.Port port(String at, Listener listener) {
    if (literal(listener.getAddress()).isEmpty()) {
      problems.add(
          at + "/address",
          "bad-address",
          "Must be an IP address, e.g. 0.0.0.0 for every interface.");
    }
    switch (listener.getProtocol()) {
      case HTTP -> {}
      case HTTPS, TCP, PROTOCOL_UNSPECIFIED, UNRECOGNIZED -> unknownEnum(at + "/protocol");
    }
    // 0 stands for any free port: tests use it, the control plane never sends it
    problems.between(at + "/port", listener.getPort(), 0, 65535);
    if (listener.getPort() != 0 && !ports.add(listener.getAddress() + " " + listener.getPort())) {
      problems.add(
          at + "/port", "duplicate-listener", "Another listener has this address and port.");
    }
    return new ConfigSnapshot.Port(listener.getAddress(), listener.getPort());
  }

  private void unknownEnum(String at) {
    problems.add(
        at, "unknown-enum-value", "This agent does not know the value; a newer agent may.");
  }

  private ConfigSnapshot.Route route(
      String at, Route route, Set<String> routeIds, Set<String> poolIds) {
    problems.unique(at + "/id", route.getId(), routeIds);
    String prefix = route.getPathPrefix();
    if (!prefix.isEmpty() && !PATH.matcher(prefix).matches()) {
      problems.add(
          at + "/path_prefix", "bad-path", "Must start with / and hold printable ASCII only.");
    }
    if (!poolIds.contains(route.getPoolId())) {
      problems.add(at + "/pool_id", "unknown-pool", "No pool of this ADC has this id.");
    }
    while (prefix.endsWith("/")) {
      prefix = prefix.substring(0, prefix.length() - 1);
    }
    return new ConfigSnapshot.Route(route.getId(), prefix, route.getPoolId());
  }

  private ConfigSnapshot.Pool pool(String at, Pool pool, Set<String> poolIds) {
    problems.unique(at + "/id", pool.getId(), poolIds);
    switch (pool.getAlgorithm()) {
      case ROUND_ROBIN -> {}
      case POWER_OF_TWO,
          LEAST_CONNECTIONS,
          CONSISTENT_HASH,
          RANDOM,
          ALGORITHM_UNSPECIFIED,
          UNRECOGNIZED ->
          unknownEnum(at + "/algorithm");
    }
    Set<String> serverIds = new HashSet<>();
    List<ConfigSnapshot.Server> servers = new ArrayList<>();
    for (int i = 0; i < pool.getServersCount(); i++) {
      servers.add(server(at + "/servers/" + i, pool.getServers(i), serverIds));
    }
    UpstreamTimeouts timeouts = pool.getTimeouts();
    if (!pool.hasTimeouts()) {
      problems.add(at + "/timeouts", "missing", "Timeouts are needed here.");
      timeouts =
          UpstreamTimeouts.newBuilder()
              .setConnectMillis(1)
              .setFirstByteMillis(1)
              .setIdleMillis(1)
              .build();
    }
    return new ConfigSnapshot.Pool(
        pool.getId(),
        pool.getName(),
        List.copyOf(servers),
        pool.hasHealthCheck()
            ? Optional.of(check(at + "/health_check", pool.getHealthCheck()))
            : Optional.empty(),
        millis(at + "/timeouts/connect_millis", timeouts.getConnectMillis()),
        millis(at + "/timeouts/first_byte_millis", timeouts.getFirstByteMillis()),
        millis(at + "/timeouts/idle_millis", timeouts.getIdleMillis()),
        problems.between(at + "/max_idle_connections", pool.getMaxIdleConnections(), 0, 100_000));
  }

  private ConfigSnapshot.Server server(String at, Server server, Set<String> serverIds) {
    problems.unique(at + "/id", server.getId(), serverIds);
    boolean named = NAME.matcher(server.getHost()).matches();
    if (!named && literal(server.getHost()).isEmpty()) {
      problems.add(at + "/host", "bad-host", "Must be an IP address or a DNS name.");
    }
    int port = problems.between(at + "/port", server.getPort(), 1, 65535);
    return new ConfigSnapshot.Server(server.getId(), server.getHost(), port);
  }

  private ConfigSnapshot.Check check(String at, HealthCheck check) {
    if (!PATH.matcher(check.getPath()).matches()) {
      problems.add(at + "/path", "bad-path", "Must start with / and hold printable ASCII only.");
    }
    if (!HOST.matcher(check.getHost()).matches()) {
      problems.add(at + "/host", "bad-host", "Must be a host name, with a port where needed.");
    }
    int from = problems.between(at + "/status_from", check.getStatusFrom(), 100, 599);
    int to = problems.between(at + "/status_to", check.getStatusTo(), 100, 599);
    if (to < from) {
      problems.add(at + "/status_to", "out-of-range", "Must not be less than status_from.");
    }
    return new ConfigSnapshot.Check(
        check.getPath(),
        check.getHost(),
        millis(at + "/interval_millis", check.getIntervalMillis()),
        millis(at + "/timeout_millis", check.getTimeoutMillis()),
        problems.between(at + "/rise", check.getRise(), 1, 1000),
        problems.between(at + "/fall", check.getFall(), 1, 1000),
        from,
        to);
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
        millis(at + "/header_timeout_millis", limits.getHeaderTimeoutMillis()),
        millis(at + "/idle_timeout_millis", limits.getIdleTimeoutMillis()),
        millis(at + "/body_idle_timeout_millis", limits.getBodyIdleTimeoutMillis()),
        problems.between(at + "/max_connections", limits.getMaxConnections(), 1, 10_000_000));
  }

  private Duration millis(String at, int value) {
    return Duration.ofMillis(problems.between(at, value, 1, DAY_MILLIS));
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }
}
