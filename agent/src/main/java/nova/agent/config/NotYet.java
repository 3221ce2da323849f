package nova.agent.config;

import nova.link.v1.Adc;
import nova.link.v1.NodeConfig;
import nova.link.v1.Pool;

/**
 * What the wire can say and this agent cannot do. Such a config is refused: a pool that is to be
 * spoken to over TLS must not be spoken to in plain text because somebody was early.
 */
final class NotYet {
  private static final String CODE = "not-supported";

  private NotYet() {}

  static void find(NodeConfig config, Problems problems) {
    for (int a = 0; a < config.getAdcsCount(); a++) {
      Adc adc = config.getAdcs(a);
      for (int i = 0; i < adc.getPoolsCount(); i++) {
        pool("/adcs/" + a + "/pools/" + i, adc.getPools(i), problems);
      }
    }
  }

  private static void pool(String at, Pool pool, Problems problems) {
    if (pool.getCircuitBreaker().getMaxConnections() != 0 && pool.getServerProtocol().getHttp2()) {
      problems.add(
          at + "/circuit_breaker/max_connections",
          CODE,
          "This agent limits connections of HTTP/1.1 only; limit requests in flight.");
    }
  }
}
