package nova.local.bench.resilience;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nova.local.bench.Peer;
import nova.local.bench.Shell;

/** Caddy with active and passive checks and retries. */
final class CaddyBalancer implements Balancer {
  private final Setting setting;
  private final Path config;

  CaddyBalancer(Setting setting) throws IOException {
    this.setting = setting;
    this.config = setting.dir().resolve("Caddyfile");
    write(0);
  }

  private void write(int version) throws IOException {
    Files.writeString(
        config,
        """
        {
          admin 127.0.0.1:%2$d
          auto_https off
        }
        http://:%1$d {
          bind 127.0.0.1
          reverse_proxy 127.0.0.1:%3$d 127.0.0.1:%4$d {
            lb_policy round_robin
            lb_retries 3
            lb_try_duration 10s
            lb_try_interval 50ms
            fail_duration 10s
            max_fails 1
            unhealthy_status 5xx
            health_uri /health
            health_interval 1s
            health_timeout 1s
            header_down %5$s %7$d
            transport http {
              dial_timeout 2s
              response_header_timeout %6$ds
              compression off
            }
          }
        }
        """
            .formatted(
                setting.port(),
                setting.extraPort(),
                setting.serverA(),
                setting.serverB(),
                VERSION_FIELD,
                Setting.SERVER_TIMEOUT_SECONDS,
                version));
  }

  @Override
  public Peer peer() {
    Path home = setting.dir();
    return new Peer(
        "caddy",
        setting.port(),
        0,
        List.of("caddy", "run", "--adapter", "caddyfile", "--config", config.toString()),
        Map.of(
            "HOME", home.toString(),
            "XDG_DATA_HOME", home.resolve("data").toString(),
            "XDG_CONFIG_HOME", home.resolve("config").toString()));
  }

  @Override
  public void change(int version, Process running) throws IOException, InterruptedException {
    write(version);
    Shell.output(
        List.of(
            "caddy",
            "reload",
            "--adapter",
            "caddyfile",
            "--config",
            config.toString(),
            "--address",
            "127.0.0.1:" + setting.extraPort()));
  }
}
