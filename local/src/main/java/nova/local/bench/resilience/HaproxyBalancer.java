package nova.local.bench.resilience;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nova.local.bench.Peer;
import nova.local.bench.Shell;

/**
 * HAProxy with active and passive checks, and retries of what its manual calls safe: every status
 * and event of failure, for requests that may run twice.
 */
final class HaproxyBalancer implements Balancer {
  private final Setting setting;
  private final Path config;

  HaproxyBalancer(Setting setting) throws IOException {
    this.setting = setting;
    this.config = setting.dir().resolve("haproxy.cfg");
    write(0);
  }

  private void write(int version) throws IOException {
    Files.writeString(
        config,
        """
        global
          maxconn 4000
        defaults
          mode http
          timeout connect 2s
          timeout client 60s
          timeout server %6$ds
          timeout check 1s
          timeout tunnel 1h
          option forwardfor
          option redispatch 1
          retries 3
          retry-on conn-failure empty-response junk-response response-timeout 500 501 502 503 504
        frontend visitors
          bind 127.0.0.1:%1$d backlog 4096
          http-request disable-l7-retry if METH_POST
          http-response set-header %5$s %2$d
          default_backend servers
        backend servers
          balance roundrobin
          option httpchk GET /health
          default-server check inter 1s fall 1 rise 2 observe layer7 error-limit 1 on-error mark-down
          server a 127.0.0.1:%3$d
          server b 127.0.0.1:%4$d
        """
            .formatted(
                setting.port(),
                version,
                setting.serverA(),
                setting.serverB(),
                VERSION_FIELD,
                Setting.SERVER_TIMEOUT_SECONDS));
  }

  @Override
  public Peer peer() {
    return new Peer(
        "haproxy", setting.port(), 0, List.of("haproxy", "-W", "-f", config.toString()), Map.of());
  }

  @Override
  public void change(int version, Process running) throws IOException, InterruptedException {
    write(version);
    Shell.output(List.of("kill", "-USR2", Long.toString(running.pid())));
  }
}
