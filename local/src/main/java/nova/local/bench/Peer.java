package nova.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A proxy under measurement: HTTP/1.1 in, HTTP/1.1 kept alive out, one worker on one core, no
 * access log.
 *
 * @param name as people know it
 * @param port where it listens on 127.0.0.1
 * @param command how it is started in the foreground
 */
record Peer(String name, int port, List<String> command) {

  static Peer haproxy(Path dir, int port, int backend) throws IOException {
    Path config = dir.resolve("haproxy.cfg");
    Files.writeString(
        config,
        """
        global
          nbthread 1
          maxconn 4000
        defaults
          mode http
          timeout connect 2s
          timeout client 60s
          timeout server 60s
          option forwardfor
        frontend visitors
          bind 127.0.0.1:%d
          default_backend servers
        backend servers
          server one 127.0.0.1:%d
        """
            .formatted(port, backend));
    return new Peer("haproxy", port, List.of("haproxy", "-db", "-f", config.toString()));
  }

  static Peer nginx(Path dir, int port, int backend) throws IOException {
    Path config = dir.resolve("nginx-proxy.conf");
    Files.writeString(
        config,
        """
        daemon off;
        master_process off;
        worker_processes 1;
        pid %1$s/nginx-proxy.pid;
        error_log %1$s/nginx-proxy.log crit;
        events { worker_connections 4000; }
        http {
          access_log off;
          keepalive_requests 1000000000;
          proxy_temp_path %1$s/proxy-temp;
          client_body_temp_path %1$s/body-temp;
          fastcgi_temp_path %1$s/f-temp; uwsgi_temp_path %1$s/u-temp; scgi_temp_path %1$s/s-temp;
          upstream servers { server 127.0.0.1:%3$d; keepalive 512; keepalive_requests 1000000000; }
          server {
            listen 127.0.0.1:%2$d backlog=4096;
            location / {
              proxy_pass http://servers;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_set_header Host $http_host;
              proxy_set_header X-Forwarded-For $remote_addr;
            }
          }
        }
        """
            .formatted(dir, port, backend));
    return new Peer("nginx", port, List.of("nginx", "-c", config.toString(), "-p", dir.toString()));
  }

  Process start(int core, Path log) throws IOException {
    var pinned = new java.util.ArrayList<>(List.of("taskset", "-c", "" + core));
    pinned.addAll(command);
    return new ProcessBuilder(pinned)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
        .start();
  }
}
