package nova.local.bench.proxy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import nova.local.bench.Peer;

/**
 * Load before the first measurement: compiled code gets its connections and buffers, and the JVM
 * time to compile. It is steady after 150,000 to 250,000 requests.
 */
final class WarmUp {
  private static final long JVM_REQUESTS = 250_000;
  private static final long REQUESTS = 20_000;
  private static final int TURN_SECONDS = 2;
  private static final int MOST_TURNS = 20;
  private final Load load;
  private final Map<String, Long> done = new HashMap<>();

  WarmUp(Load load) {
    this.load = load;
  }

  /** Cases that take the same way through a proxy are warm together. */
  void of(ProxyCase each, Peer peer) throws IOException, InterruptedException {
    String way = peer.name() + each.wire() + each.path();
    long wanted = peer.name().equals("nova") ? JVM_REQUESTS : REQUESTS;
    if (each.path().equals("/100k")) {
      wanted /= 5; // as many buffers
    }
    for (int turn = 0; turn < MOST_TURNS && done.getOrDefault(way, 0L) < wanted; turn++) {
      done.merge(way, load.flood(each, each.url(peer), TURN_SECONDS).requests(), Long::sum);
    }
  }
}
