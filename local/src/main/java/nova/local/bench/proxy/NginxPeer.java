package nova.local.bench.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nova.local.bench.Peer;
import nova.local.bench.TestCertificate;

/** nginx with one worker. */
final class NginxPeer {
  private NginxPeer() {}

  static Peer on(Path dir, int port, int tlsPort, int backend, TestCertificate certificate)
      throws IOException {
    Path config = dir.resolve("nginx-proxy.conf");
    Files.writeString(
        config,
        """
        daemon off;
        master_process off;
        worker_processes 1;
        pid %1$s/nginx-proxy.pid;
        error_log %1$s/nginx-proxy.log crit;
        events { worker_connections 8000; }
        http {
          access_log off;
          keepalive_requests 1000000000;
          proxy_temp_path %1$s/proxy-temp;
          client_body_temp_path %1$s/body-temp;
          client_body_buffer_size 64k;
          fastcgi_temp_path %1$s/f-temp; uwsgi_temp_path %1$s/u-temp; scgi_temp_path %1$s/s-temp;
          ssl_certificate %2$s;
          ssl_certificate_key %3$s;
          ssl_protocols TLSv1.2 TLSv1.3;
          upstream servers { server 127.0.0.1:%6$d; keepalive 512; keepalive_requests 1000000000; }
          server {
            listen 127.0.0.1:%4$d backlog=4096;
            listen 127.0.0.1:%5$d backlog=4096 ssl http2;
            location / {
              proxy_pass http://servers;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_set_header Host $http_host;
              proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
              proxy_set_header X-Forwarded-Proto $scheme;
              proxy_set_header X-Forwarded-Host $http_host;
            }
          }
        }
        """
            .formatted(dir, certificate.certificate(), certificate.key(), port, tlsPort, backend));
    return new Peer(
        "nginx",
        port,
        tlsPort,
        List.of("nginx", "-c", config.toString(), "-p", dir.toString()),
        Map.of());
  }
}
