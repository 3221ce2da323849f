package nova.nodes.logic;

import com.google.protobuf.MessageLite;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import nova.kernel.NodeId;
import nova.link.v1.Adc;
import nova.link.v1.ClientLimits;
import nova.link.v1.HealthCheck;
import nova.link.v1.Listener;
import nova.link.v1.NodeConfig;
import nova.link.v1.Pool;
import nova.link.v1.Route;
import nova.link.v1.Server;
import nova.link.v1.UpstreamTimeouts;
import nova.nodes.AdcDocument;
import nova.nodes.AdcId;
import nova.nodes.Sharing.Standing;

/** Documents to the wire's config. The same documents always give the same bytes. */
final class ConfigCompiler {
  private static final int IDLE_CONNECTIONS = 64;

  private ConfigCompiler() {}

  /** A config without its version: that is counted per node. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Compiled(String hash, byte[] body) {}

  /**
   * The config of each node.
   *
   * @param adcs in a stable order
   */
  static Map<NodeId, Compiled> compile(Collection<NodeId> nodes, List<Standing> adcs) {
    var perSet = new HashMap<List<AdcId>, Compiled>();
    var compiled = new HashMap<NodeId, Compiled>();
    for (NodeId node : nodes) {
      List<Standing> served = adcs.stream().filter(adc -> serves(node, adc.document())).toList();
      compiled.put(
          node,
          perSet.computeIfAbsent(
              served.stream().map(Standing::id).toList(), same -> compile(served)));
    }
    return compiled;
  }

  static boolean serves(NodeId node, AdcDocument document) {
    return document.nodeIds() == null || document.nodeIds().contains(node);
  }

  private static Compiled compile(List<Standing> adcs) {
    var config = NodeConfig.newBuilder();
    adcs.forEach(adc -> config.addAdcs(adc(adc)));
    byte[] body = ((MessageLite) config.build()).toByteArray();
    return new Compiled(hash(body), body);
  }

  private static String hash(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Adc adc(Standing standing) {
    AdcDocument document = standing.document();
    var adc = Adc.newBuilder().setId(standing.id().toString()).setName(document.name());
    document
        .listeners()
        .forEach(
            it ->
                adc.addListeners(
                    Listener.newBuilder()
                        .setAddress(it.address())
                        .setPort(it.port())
                        .setProtocol(protocol(it.protocol()))));
    document
        .routes()
        .forEach(
            it ->
                adc.addRoutes(
                    Route.newBuilder()
                        .setId(it.name())
                        .setPathPrefix(it.pathPrefix())
                        .setPoolId(it.pool())));
    document.pools().forEach(it -> adc.addPools(pool(it)));
    return adc.setClientLimits(limits(document.limits())).build();
  }

  private static Listener.Protocol protocol(AdcDocument.Protocol protocol) {
    return switch (protocol) {
      case HTTP -> Listener.Protocol.HTTP;
    };
  }

  private static Pool.Algorithm algorithm(AdcDocument.Algorithm algorithm) {
    return switch (algorithm) {
      case ROUND_ROBIN -> Pool.Algorithm.ROUND_ROBIN;
    };
  }

  private static Pool.Builder pool(AdcDocument.Pool from) {
    var pool =
        Pool.newBuilder()
            .setId(from.name())
            .setName(from.name())
            .setAlgorithm(algorithm(from.algorithm()))
            .setMaxIdleConnections(IDLE_CONNECTIONS)
            .setTimeouts(
                UpstreamTimeouts.newBuilder()
                    .setConnectMillis(from.timeouts().connectMillis())
                    .setFirstByteMillis(from.timeouts().firstByteMillis())
                    .setIdleMillis(from.timeouts().idleMillis()));
    from.servers()
        .forEach(
            it ->
                pool.addServers(
                    Server.newBuilder().setId(it.name()).setHost(it.host()).setPort(it.port())));
    if (from.healthCheck() != null) {
      pool.setHealthCheck(healthCheck(from.healthCheck()));
    }
    return pool;
  }

  private static HealthCheck.Builder healthCheck(AdcDocument.HealthCheck check) {
    return HealthCheck.newBuilder()
        .setPath(check.path())
        .setHost(check.host())
        .setIntervalMillis(check.intervalMillis())
        .setTimeoutMillis(check.timeoutMillis())
        .setRise(check.rise())
        .setFall(check.fall())
        .setStatusFrom(check.statusFrom())
        .setStatusTo(check.statusTo());
  }

  private static ClientLimits.Builder limits(AdcDocument.Limits limits) {
    return ClientLimits.newBuilder()
        .setMaxHeaderBytes(limits.maxHeaderBytes())
        .setMaxHeaders(limits.maxHeaders())
        .setMaxBodyBytes(limits.maxBodyBytes())
        .setHeaderTimeoutMillis(limits.headerTimeoutMillis())
        .setIdleTimeoutMillis(limits.idleTimeoutMillis())
        .setBodyIdleTimeoutMillis(limits.bodyIdleTimeoutMillis())
        .setMaxConnections(limits.maxConnections());
  }
}
