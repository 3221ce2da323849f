package nova.local.bench.proxy;

import java.util.List;
import java.util.Locale;

/**
 * Medians of one proxy in one case.
 *
 * @param cpuMicros processor time of the proxy per request under flood, user and system; 0 for the
 *     server alone
 * @param perSecond requests per second under flood, with one processor; 0 for the server alone
 * @param p50Micros at half of HAProxy's flood pace
 * @param p99Micros at half of HAProxy's flood pace
 */
record Figures(
    ProxyCase of,
    String proxy,
    double cpuMicros,
    double perSecond,
    double p50Micros,
    double p99Micros) {
  /** No proxy at all: what of a latency is not the proxies' doing. */
  static final String DIRECT = "direct";

  /** One turn. */
  record Sample(double cpuMicros, double perSecond, double p50Micros, double p99Micros) {}

  static Figures medians(ProxyCase of, String proxy, List<Sample> turns) {
    return new Figures(
        of,
        proxy,
        Load.median(turns.stream().mapToDouble(Sample::cpuMicros).toArray()),
        Load.median(turns.stream().mapToDouble(Sample::perSecond).toArray()),
        Load.median(turns.stream().mapToDouble(Sample::p50Micros).toArray()),
        Load.median(turns.stream().mapToDouble(Sample::p99Micros).toArray()));
  }

  String line(Figures haproxy, Figures direct) {
    if (proxy.equals(DIRECT)) {
      return String.format(
          Locale.ROOT,
          "%-30s %-8s %60s p50 %6.0f µs  p99 %6.0f µs",
          of.name(),
          proxy,
          "",
          p50Micros,
          p99Micros);
    }
    return String.format(
        Locale.ROOT,
        "%-30s %-8s %6.1f µs CPU/request (%.2f ×)  %8.0f requests/s   p50 %6.0f µs  p99 %6.0f µs"
            + " (added %6.0f)",
        of.name(),
        proxy,
        cpuMicros,
        cpuMicros / haproxy.cpuMicros,
        perSecond,
        p50Micros,
        p99Micros,
        p99Micros - direct.p99Micros);
  }

  String json(Figures haproxy, Figures direct) {
    return String.format(
        Locale.ROOT,
        "{\"bench\":\"proxy\",\"id\":\"%s\",\"case\":\"%s\",\"proxy\":\"%s\",\"peer\":\"haproxy\","
            + "\"cpuMicrosPerRequest\":%.2f,\"cpuRatio\":%.3f,\"requestsPerSecond\":%.0f,"
            + "\"p50Micros\":%.0f,\"p99Micros\":%.0f,\"p99Ratio\":%.3f,\"addedP99Micros\":%.0f}",
        of.id(),
        of.name(),
        proxy,
        cpuMicros,
        cpuMicros / haproxy.cpuMicros,
        perSecond,
        p50Micros,
        p99Micros,
        p99Micros / haproxy.p99Micros,
        p99Micros - direct.p99Micros);
  }
}
