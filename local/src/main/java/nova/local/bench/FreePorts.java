package nova.local.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Ports of a benchmark, one after the other. A foreign program on one of them would be measured.
 */
public final class FreePorts {
  private static final int STEP = 100;
  private static final int LAST = 30_000;

  private FreePorts() {}

  /** The first so many free ones, at {@code base} or a few hundred above. */
  public static int from(int base, int count) throws IOException {
    for (int first = base; first <= LAST; first += STEP) {
      if (free(first, count)) {
        return first;
      }
    }
    throw new IOException("no " + count + " free ports from " + base + " on");
  }

  private static boolean free(int first, int count) {
    for (int port = first; port < first + count; port++) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      } catch (IOException taken) {
        return false;
      }
    }
    return true;
  }
}
