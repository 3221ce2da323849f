package nova.local.bench.resilience;

import java.io.IOException;
import java.util.Locale;

/** Who is measured. */
enum Rival {
  NGINX,
  HAPROXY,
  CADDY,
  NOVA;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  Balancer make(Setting setting) throws IOException {
    return switch (this) {
      case NGINX -> new NginxBalancer(setting);
      case HAPROXY -> new HaproxyBalancer(setting);
      case CADDY -> new CaddyBalancer(setting);
      case NOVA -> new NovaBalancer(setting);
    };
  }
}
