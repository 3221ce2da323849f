package nova.local.world;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ten ports of a world. */
public record Ports(
    int console,
    int adc,
    int serverA,
    int serverB,
    int mail,
    int stripe,
    int digitalocean,
    int sentry,
    int postgres,
    int clickhouse) {

  /** Ten in a row. */
  public static Ports from(int base) {
    return new Ports(
        base, base + 1, base + 2, base + 3, base + 4, base + 5, base + 6, base + 7, base + 8,
        base + 9);
  }

  /** Ten that are free now. */
  public static Ports free() throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      int[] p = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
      return new Ports(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9]);
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  private Map<String, Integer> byPurpose() {
    Map<String, Integer> all = new LinkedHashMap<>();
    all.put("console and API", console);
    all.put("demo ADC", adc);
    all.put("sample server A", serverA);
    all.put("sample server B", serverB);
    all.put("mail", mail);
    all.put("Stripe", stripe);
    all.put("DigitalOcean", digitalocean);
    all.put("Sentry", sentry);
    all.put("PostgreSQL", postgres);
    all.put("ClickHouse", clickhouse);
    return all;
  }

  /** One line for each port somebody else has. */
  public List<String> taken() {
    return byPurpose().entrySet().stream()
        .filter(e -> !isFree(e.getValue()))
        .map(
            e ->
                "Port %d (%s) is taken%s. Choose other ports with --port-base N."
                    .formatted(e.getValue(), e.getKey(), PortHolder.of(e.getValue())))
        .toList();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
