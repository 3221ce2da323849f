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
import nova.kernel.Problem;
import nova.link.v1.NodeConfig;
import nova.nodes.AdcId;
import nova.nodes.document.AdcDocument;
import nova.nodes.store.AdcRows.Keyed;
import nova.nodes.store.ConfigRows.Placed;

/** Documents to the wire's config. The same documents always give the same bytes. */
final class ConfigCompiler {
  private ConfigCompiler() {}

  /**
   * A config without its version: that is counted per node.
   *
   * @param needs what in it an agent of capability 1 does not understand; none: every agent does
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Compiled(String hash, byte[] body, List<Problem> needs) {
    int capability() {
      return needs.isEmpty() ? FirstWire.CAPABILITY : FirstWire.CAPABILITY + 1;
    }
  }

  private record Served(List<AdcId> adcs, String zone) {}

  /**
   * The config of each node.
   *
   * @param adcs in a stable order
   */
  static Map<NodeId, Compiled> compile(Collection<Placed> nodes, List<Keyed> adcs) {
    var perSet = new HashMap<Served, Compiled>();
    var compiled = new HashMap<NodeId, Compiled>();
    for (Placed node : nodes) {
      List<Keyed> served = adcs.stream().filter(adc -> serves(node.id(), adc.document())).toList();
      String zone = served.stream().anyMatch(adc -> zoned(adc.document())) ? node.zone() : "";
      compiled.put(
          node.id(),
          perSet.computeIfAbsent(
              new Served(served.stream().map(Keyed::id).toList(), zone),
              same -> compile(served, zone)));
    }
    return compiled;
  }

  static boolean serves(NodeId node, AdcDocument document) {
    return document.nodeIds() == null || document.nodeIds().contains(node);
  }

  /** Where no server says its zone, that of the node changes nothing. */
  private static boolean zoned(AdcDocument document) {
    return document.pools().stream()
        .flatMap(pool -> pool.servers().stream())
        .anyMatch(server -> !server.zone().isEmpty());
  }

  private static Compiled compile(List<Keyed> adcs, String zone) {
    var building = NodeConfig.newBuilder().setZone(zone);
    adcs.forEach(adc -> building.addAdcs(AdcWire.of(adc)));
    NodeConfig config = building.build();
    byte[] body = ((MessageLite) config).toByteArray();
    return new Compiled(hash(body), body, FirstWire.needs(config));
  }

  private static String hash(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
