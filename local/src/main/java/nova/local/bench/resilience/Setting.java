package nova.local.bench.resilience;

import java.nio.file.Path;

/**
 * Where a balancer works.
 *
 * @param dir its own
 * @param port where visitors come
 * @param extraPort one more, for whoever manages it
 */
record Setting(Path dir, int port, int extraPort, int serverA, int serverB) {
  static final int PORTS = 4;

  /** Nobody waits for a server longer than this. */
  static final int SERVER_TIMEOUT_SECONDS = 3;
}
