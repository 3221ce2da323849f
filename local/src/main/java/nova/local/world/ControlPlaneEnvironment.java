package nova.local.world;

import java.util.LinkedHashMap;
import java.util.Map;
import nova.local.clickhouse.ClickHouseAccess;
import nova.local.postgres.PostgresAccess;
import nova.local.secrets.LocalSecrets;
import nova.local.sentry.LocalSentry;

/** The NOVA_… variables of the control plane; with secrets. */
final class ControlPlaneEnvironment {
  private ControlPlaneEnvironment() {}

  /** Needs nothing running: addresses follow from the ports, passwords from the secrets. */
  static Map<String, String> of(WorldSettings settings, LocalSecrets secrets, Stores stores) {
    Ports ports = settings.ports();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("NOVA_HTTP_HOST", "127.0.0.1");
    all.put("NOVA_HTTP_PORT", Integer.toString(ports.console()));
    all.put("NOVA_PUBLIC_URL", "http://localhost:" + ports.console());
    all.putAll(postgres(stores.postgres()));
    all.putAll(clickhouse(stores.clickhouse()));
    all.put("NOVA_SENDGRID_URL", "http://127.0.0.1:" + ports.mail());
    all.put("NOVA_SENDGRID_KEY", secrets.get("sendgrid"));
    all.put("NOVA_MAIL_FROM", "nova@example.com");
    all.put("NOVA_SENTRY_DSN", LocalSentry.dsn(ports.sentry(), secrets.get("sentry")));
    all.put("NOVA_ENVIRONMENT", "local");
    all.putAll(stripe(settings, secrets));
    return all;
  }

  /** Stripe itself when its user has set a key; else the stand-in. */
  private static Map<String, String> stripe(WorldSettings settings, LocalSecrets secrets) {
    return settings.external().containsKey("NOVA_STRIPE_KEY")
        ? Map.of()
        : Map.of(
            "NOVA_STRIPE_URL", "http://127.0.0.1:" + settings.ports().stripe(),
            "NOVA_STRIPE_KEY", secrets.get("stripe"),
            "NOVA_STRIPE_WEBHOOK_SECRET", secrets.get("stripe-webhook"));
  }

  private static Map<String, String> postgres(PostgresAccess postgres) {
    return Map.of(
        "NOVA_POSTGRES_URL", postgres.url(),
        "NOVA_POSTGRES_OWNER", postgres.owner().role(),
        "NOVA_POSTGRES_OWNER_PASSWORD", postgres.owner().password(),
        "NOVA_POSTGRES_APP", postgres.application().role(),
        "NOVA_POSTGRES_APP_PASSWORD", postgres.application().password(),
        "NOVA_POSTGRES_READER", postgres.reader().role(),
        "NOVA_POSTGRES_READER_PASSWORD", postgres.reader().password());
  }

  private static Map<String, String> clickhouse(ClickHouseAccess clickhouse) {
    return Map.of(
        "NOVA_CLICKHOUSE_URL", clickhouse.url(),
        "NOVA_CLICKHOUSE_DATABASE", clickhouse.database(),
        "NOVA_CLICKHOUSE_WRITER", clickhouse.writer().user(),
        "NOVA_CLICKHOUSE_WRITER_PASSWORD", clickhouse.writer().password(),
        "NOVA_CLICKHOUSE_READER", clickhouse.reader().user(),
        "NOVA_CLICKHOUSE_READER_PASSWORD", clickhouse.reader().password());
  }
}
