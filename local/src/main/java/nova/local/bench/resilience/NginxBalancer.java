package nova.local.bench.resilience;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nova.local.bench.Peer;
import nova.local.bench.Shell;

/**
 * nginx with passive checks and {@code proxy_next_upstream} for all it knows. It does not know 501,
 * and has active checks only for money.
 */
final class NginxBalancer implements Balancer {
  private final Setting setting;
  private final Path config;

  NginxBalancer(Setting setting) throws IOException {
    this.setting = setting;
    this.config = setting.dir().resolve("nginx.conf");
    write(0);
  }

  private void write(int version) throws IOException {
    Files.writeString(
        config,
        """
        daemon off;
        user root;
        worker_processes auto;
        pid %1$s/nginx.pid;
        error_log %1$s/nginx.log crit;
        events { worker_connections 4000; }
        http {
          access_log off;
          proxy_temp_path %1$s/proxy-temp;
          client_body_temp_path %1$s/body-temp;
          fastcgi_temp_path %1$s/f-temp; uwsgi_temp_path %1$s/u-temp; scgi_temp_path %1$s/s-temp;
          map $http_upgrade $connection_field { default upgrade; '' ''; }
          upstream servers {
            zone servers 64k;
            server 127.0.0.1:%3$d max_fails=1 fail_timeout=10s;
            server 127.0.0.1:%4$d max_fails=1 fail_timeout=10s;
            keepalive 64;
          }
          server {
            listen 127.0.0.1:%2$d backlog=4096;
            location / {
              proxy_pass http://servers;
              proxy_http_version 1.1;
              proxy_set_header Upgrade $http_upgrade;
              proxy_set_header Connection $connection_field;
              proxy_set_header Host $http_host;
              proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
              proxy_connect_timeout 2s;
              proxy_read_timeout %6$ds;
              proxy_next_upstream error timeout invalid_header http_500 http_502 http_503 http_504;
              proxy_next_upstream_tries 4;
              client_max_body_size 1m;
              add_header %5$s %7$d always;
              location /ws {
                proxy_pass http://servers;
                proxy_read_timeout 1h;
              }
            }
          }
        }
        """
            .formatted(
                setting.dir(),
                setting.port(),
                setting.serverA(),
                setting.serverB(),
                VERSION_FIELD,
                Setting.SERVER_TIMEOUT_SECONDS,
                version));
  }

  private List<String> command(String... more) {
    var words = new java.util.ArrayList<>(List.of("nginx", "-c", config.toString()));
    words.addAll(List.of("-p", setting.dir().toString()));
    words.addAll(List.of(more));
    return words;
  }

  @Override
  public Peer peer() {
    return new Peer("nginx", setting.port(), 0, command(), Map.of());
  }

  @Override
  public void change(int version, Process running) throws IOException, InterruptedException {
    write(version);
    Shell.output(command("-s", "reload"));
  }
}
