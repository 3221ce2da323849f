package nova.local.bench;

import java.util.List;
import java.util.Locale;

/**
 * Medians of one proxy in one case.
 *
 * @param cpuMicros processor time of the proxy per request under flood, user and system
 * @param perSecond requests per second under flood, with one core
 * @param p50Micros at half of HAProxy's flood pace
 * @param p99Micros at half of HAProxy's flood pace
 */
record Figures(
    String name,
    String proxy,
    double cpuMicros,
    double perSecond,
    double p50Micros,
    double p99Micros) {

  static Figures medians(String name, String proxy, List<double[]> rows) {
    double[] medians = new double[4];
    for (int column = 0; column < medians.length; column++) {
      int c = column;
      medians[c] = Load.median(rows.stream().mapToDouble(row -> row[c]).toArray());
    }
    return new Figures(name, proxy, medians[0], medians[1], medians[2], medians[3]);
  }

  String line(Figures base) {
    return String.format(
        Locale.ROOT,
        "%-23s %-8s %6.1f µs CPU/request (%.2f ×)  %8.0f requests/s  p50 %6.0f µs  p99 %6.0f µs (%.2f ×)",
        name,
        proxy,
        cpuMicros,
        cpuMicros / base.cpuMicros,
        perSecond,
        p50Micros,
        p99Micros,
        p99Micros / base.p99Micros);
  }

  String json(Figures base) {
    return String.format(
        Locale.ROOT,
        "{\"bench\":\"proxy\",\"case\":\"%s\",\"proxy\":\"%s\",\"peer\":\"haproxy\",\"cpuMicrosPerRequest\":%.2f,\"cpuRatio\":%.3f,"
            + "\"requestsPerSecond\":%.0f,\"p50Micros\":%.0f,\"p99Micros\":%.0f,\"p99Ratio\":%.3f}",
        name,
        proxy,
        cpuMicros,
        cpuMicros / base.cpuMicros,
        perSecond,
        p50Micros,
        p99Micros,
        p99Micros / base.p99Micros);
  }
}
