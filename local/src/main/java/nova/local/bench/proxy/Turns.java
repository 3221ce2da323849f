package nova.local.bench.proxy;

import java.io.IOException;
import nova.local.bench.Peer;
import nova.local.bench.ProcessCost;

/** The proxies' turns in one case: first as fast as each can, then all at the same pace. */
final class Turns {
  private final Load load;
  private final ProxyCase of;
  private final int seconds;

  /** Requests per second; half of what the first proxy took in its first turn. */
  private int pace;

  Turns(Load load, ProxyCase of, int seconds) {
    this.load = load;
    this.of = of;
    this.seconds = seconds;
  }

  Figures.Sample through(YoungProxy proxy) throws IOException, InterruptedException {
    ProcessHandle process = proxy.process().toHandle();
    String url = of.url(proxy.peer());
    long before = ProcessCost.cpuMicros(process);
    Load.Flood flood = load.flood(of, url, seconds);
    double cpu = (double) (ProcessCost.cpuMicros(process) - before) / flood.requests();
    if (!flood.faults().isEmpty()) {
      System.err.println(proxy.name() + ": " + flood.faults());
    }
    if (pace == 0) {
      pace = (int) (flood.perSecond() / 2);
    }
    return sample(cpu, flood.perSecond(), load.paced(of, url, pace, seconds));
  }

  /** No proxy at all, at the pace of the others. */
  Figures.Sample direct(Peer server) throws IOException, InterruptedException {
    ProxyCase direct = of.direct();
    return sample(0, 0, load.paced(direct, direct.url(server), pace, seconds));
  }

  private static Figures.Sample sample(double cpuMicros, double perSecond, long[] paced) {
    return new Figures.Sample(
        cpuMicros, perSecond, Load.quantile(paced, .5), Load.quantile(paced, .99));
  }
}
