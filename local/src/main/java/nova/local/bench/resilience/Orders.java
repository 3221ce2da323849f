package nova.local.bench.resilience;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Which orders ran, on whichever server: an order that ran twice was paid twice. */
final class Orders {
  private final ConcurrentMap<String, Integer> runs = new ConcurrentHashMap<>();

  void ran(String id) {
    runs.merge(id, 1, Integer::sum);
  }

  long twice() {
    return runs.values().stream().filter(times -> times > 1).count();
  }
}
