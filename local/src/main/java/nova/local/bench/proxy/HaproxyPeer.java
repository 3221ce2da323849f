package nova.local.bench.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nova.local.bench.Peer;
import nova.local.bench.TestCertificate;

/** HAProxy with one thread. */
final class HaproxyPeer {
  private HaproxyPeer() {}

  static Peer on(Path dir, int port, int tlsPort, int backend, TestCertificate certificate)
      throws IOException {
    Path config = dir.resolve("haproxy.cfg");
    Files.writeString(
        config,
        """
        global
          nbthread 1
          maxconn 8000
        defaults
          mode http
          timeout connect 2s
          timeout client 60s
          timeout server 60s
          option forwardfor
        frontend visitors
          bind 127.0.0.1:%d backlog 4096
          bind 127.0.0.1:%d backlog 4096 ssl crt %s alpn h2,http/1.1
          http-request set-header X-Forwarded-Proto %%[ssl_fc,iif(https,http)]
          http-request set-header X-Forwarded-Host %%[req.hdr(host)]
          default_backend servers
        backend servers
          server one 127.0.0.1:%d
        """
            .formatted(port, tlsPort, certificate.both(), backend));
    return new Peer(
        "haproxy", port, tlsPort, List.of("haproxy", "-db", "-f", config.toString()), Map.of());
  }
}
