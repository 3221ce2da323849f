package nova.local.bench.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nova.local.bench.Peer;

/** The server behind the proxies: nginx with two static files, and a place to post to. */
final class Backend {
  private Backend() {}

  static Peer on(Path dir, int port) throws IOException {
    Path files = Files.createDirectories(dir.resolve("files"));
    Files.writeString(files.resolve("1k"), "x".repeat(1024));
    Files.writeString(files.resolve("100k"), "x".repeat(102_400));
    Path config = dir.resolve("backend.conf");
    Files.writeString(
        config,
        """
        daemon off;
        master_process off;
        pid %1$s/backend.pid;
        error_log %1$s/backend.log crit;
        events { worker_connections 8000; }
        http {
          access_log off;
          sendfile on;
          tcp_nopush on;
          keepalive_requests 1000000000;
          open_file_cache max=10;
          client_body_temp_path %1$s/b-body; proxy_temp_path %1$s/b-p;
          fastcgi_temp_path %1$s/b-f; uwsgi_temp_path %1$s/b-u; scgi_temp_path %1$s/b-s;
          server {
            listen 127.0.0.1:%2$d backlog=4096;
            root %1$s/files;
            location = /post { return 200 "taken"; }
          }
        }
        """
            .formatted(dir, port));
    return new Peer(
        Figures.DIRECT,
        port,
        0,
        List.of("nginx", "-c", config.toString(), "-p", dir.toString()),
        Map.of());
  }
}
