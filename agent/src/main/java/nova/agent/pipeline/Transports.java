package nova.agent.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nova.agent.config.ConfigSnapshot;
import nova.agent.config.Pool;
import nova.agent.upstream.Transport;
import nova.agent.upstream.tls.ServerTls;
import nova.agent.upstream.tls.TlsPolicy;
import nova.agent.upstream.tls.UnusableTls;
import nova.link.v1.ConfigProblem;

/** How the servers of pools are spoken to; TLS lives on from one plan to the next. */
final class Transports {
  private final Map<Pool.ServerTls, ServerTls> known = new ConcurrentHashMap<>();

  /** Reads what the pools name on this node, and tells everything that cannot be used. Blocks. */
  List<ConfigProblem> prepare(ConfigSnapshot snapshot) {
    List<ConfigProblem> problems = new ArrayList<>();
    for (int a = 0; a < snapshot.adcs().size(); a++) {
      List<Pool> pools = snapshot.adcs().get(a).pools();
      for (int p = 0; p < pools.size(); p++) {
        String at = "/adcs/" + a + "/pools/" + p + "/tls";
        pools.get(p).tls().ifPresent(tls -> prepare(at, tls, problems));
      }
    }
    return problems;
  }

  private void prepare(String at, Pool.ServerTls tls, List<ConfigProblem> problems) {
    if (known.containsKey(tls)) {
      return;
    }
    try {
      known.put(tls, ServerTls.compile(policy(tls)));
    } catch (UnusableTls unusable) {
      problems.add(
          ConfigProblem.newBuilder()
              .setPointer(at + unusable.pointer())
              .setCode(unusable.code())
              .setMessage(unusable.message())
              .build());
    }
  }

  private static TlsPolicy policy(Pool.ServerTls tls) {
    Optional<TlsPolicy.Files> own =
        tls.clientCertificate()
            .map(files -> new TlsPolicy.Files(Path.of(files.certificate()), Path.of(files.key())));
    return new TlsPolicy(tls.serverName(), tls.caPem(), own, tls.verify());
  }

  /** After {@link #prepare}. */
  Transport of(Pool pool) {
    ServerTls tls = pool.tls().map(known::get).orElse(null);
    return new Transport(pool.protocol().http2(), pool.protocol().proxyProtocol(), tls);
  }

  /** Forgets what the plan now served does not name. */
  void settle(ServingPlan plan) {
    Set<Pool.ServerTls> used = new HashSet<>();
    for (ServingPlan.AdcPlan adc : plan.adcs()) {
      for (ServingPlan.PoolPlan pool : adc.pools()) {
        pool.pool().tls().ifPresent(used::add);
      }
    }
    known.keySet().retainAll(used);
  }

  /** Files that changed are read again. Blocks. */
  void refresh() {
    known.values().forEach(ServerTls::refresh);
  }
}
