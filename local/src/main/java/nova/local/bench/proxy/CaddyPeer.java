package nova.local.bench.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nova.local.bench.Peer;
import nova.local.bench.TestCertificate;

/** Caddy; it sees one processor and takes no more. */
final class CaddyPeer {
  private CaddyPeer() {}

  static Peer on(Path dir, int port, int tlsPort, int backend, TestCertificate certificate)
      throws IOException {
    Path config = dir.resolve("Caddyfile");
    Files.writeString(
        config,
        """
        {
          admin off
          auto_https off
        }
        (servers) {
          reverse_proxy 127.0.0.1:%1$d {
            transport http {
              keepalive_idle_conns 512
              keepalive_idle_conns_per_host 512
              compression off
            }
          }
        }
        http://:%2$d {
          bind 127.0.0.1
          import servers
        }
        https://127.0.0.1:%3$d {
          bind 127.0.0.1
          tls %4$s %5$s
          import servers
        }
        """
            .formatted(backend, port, tlsPort, certificate.certificate(), certificate.key()));
    return new Peer(
        "caddy",
        port,
        tlsPort,
        List.of("caddy", "run", "--adapter", "caddyfile", "--config", config.toString()),
        Map.of(
            "HOME",
            dir.toString(),
            "XDG_DATA_HOME",
            dir + "/data",
            "XDG_CONFIG_HOME",
            dir + "/config"));
  }
}
