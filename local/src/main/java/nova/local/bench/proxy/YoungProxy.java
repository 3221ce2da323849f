package nova.local.bench.proxy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import nova.local.bench.Peer;
import nova.local.bench.ProcessCost;
import nova.local.bench.Started;

/**
 * A proxy that has answered its first request, and what it cost then.
 *
 * @param firstCpuMicros per request in its first ten seconds under flood; 0 = not measured
 * @param thenCpuMicros per request in the four seconds after those
 */
record YoungProxy(
    Peer peer,
    Process process,
    double firstRequestMillis,
    long idleBytes,
    double firstCpuMicros,
    double thenCpuMicros) {
  /** For {@code --cases}. */
  static final String CASE = "start";

  static final ProxyCase VISITS = ProxyCase.ALL.getFirst();
  private static final int FIRST_SECONDS = 10;
  private static final int THEN_SECONDS = 4;
  private static final double MEBIBYTE = 1 << 20;

  static YoungProxy start(Peer peer, Path dir, Started started) throws Exception {
    long began = System.nanoTime();
    Process process =
        started.add(peer.startOn(ProxyBench.PROXY_CORE, dir.resolve(peer.name() + ".log")));
    Started.awaitAnswer(peer.port(), VISITS.path());
    double first = (System.nanoTime() - began) / 1e6;
    long idle = ProcessCost.residentBytes(process.toHandle());
    return new YoungProxy(peer, process, first, idle, 0, 0);
  }

  String name() {
    return peer.name();
  }

  /** Has it work at once, as after a restart in the middle of the day. */
  YoungProxy after(Load load) throws IOException, InterruptedException {
    double first = cpuMicros(load, FIRST_SECONDS);
    double then = cpuMicros(load, THEN_SECONDS);
    return new YoungProxy(peer, process, firstRequestMillis, idleBytes, first, then);
  }

  private double cpuMicros(Load load, int seconds) throws IOException, InterruptedException {
    long before = ProcessCost.cpuMicros(process.toHandle());
    Load.Flood flood = load.flood(VISITS, VISITS.url(peer), seconds);
    return (double) (ProcessCost.cpuMicros(process.toHandle()) - before) / flood.requests();
  }

  /** Young beside steady: the same load again, now that it has long been warm. */
  String age(Load load, boolean json) throws IOException, InterruptedException {
    double steady = cpuMicros(load, FIRST_SECONDS);
    String form =
        json
            ? "{\"bench\":\"proxy\",\"id\":\"start\",\"case\":\"start\",\"proxy\":\"%s\","
                + "\"firstTenSecondsCpuMicros\":%.2f,\"afterTenSecondsCpuMicros\":%.2f,"
                + "\"steadyCpuMicros\":%.2f,\"firstTenSecondsRatio\":%.3f,"
                + "\"afterTenSecondsRatio\":%.3f}"
            : "after a start                  %-8s first 10 s %6.1f µs CPU/request, then %6.1f,"
                + " steady %6.1f (%.2f × and %.2f ×)";
    return String.format(
        Locale.ROOT,
        form,
        name(),
        firstCpuMicros,
        thenCpuMicros,
        steady,
        firstCpuMicros / steady,
        thenCpuMicros / steady);
  }

  String memory(boolean json) throws IOException {
    String form =
        json
            ? "{\"bench\":\"proxy\",\"id\":\"process\",\"case\":\"process\",\"proxy\":\"%s\","
                + "\"rssIdleMiB\":%.1f,\"rssLoadedMiB\":%.1f,\"firstRequestMillis\":%.0f}"
            : "process                        %-8s RSS idle %6.1f MiB, loaded %6.1f MiB;"
                + " first answer after %5.0f ms";
    double loaded = ProcessCost.residentBytes(process.toHandle()) / MEBIBYTE;
    return String.format(
        Locale.ROOT, form, name(), idleBytes / MEBIBYTE, loaded, firstRequestMillis);
  }
}
