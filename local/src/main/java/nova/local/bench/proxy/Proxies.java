package nova.local.bench.proxy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import nova.local.bench.Peer;
import nova.local.bench.TestCertificate;

/**
 * The proxies: kept alive on both sides, one worker, forwarding headers, no access log, no content
 * changed. Ours with everything a customer gets by default: metrics, passive health, retries.
 */
final class Proxies {
  /** Ports taken by them and the server. */
  static final int PORTS = 9;

  private Proxies() {}

  /**
   * All of them, HAProxy first: the others are compared with it.
   *
   * @param base the server's port; theirs follow
   * @param tls whether our agent gets a TLS listener too
   */
  static List<Peer> all(Path dir, int base, TestCertificate certificate, boolean tls)
      throws IOException {
    return List.of(
        HaproxyPeer.on(dir, base + 1, base + 2, base, certificate),
        NginxPeer.on(dir, base + 3, base + 4, base, certificate),
        CaddyPeer.on(dir, base + 5, base + 6, base, certificate),
        NovaPeer.on(dir.resolve("nova"), base + 7, tls ? base + 8 : 0, base, certificate));
  }
}
