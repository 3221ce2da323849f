package nova.platform.settings;

import java.time.Duration;

/** All sections, read together so that all faults are told together. */
public record Settings(
    HttpSettings http,
    PostgresSettings postgres,
    ClickHouseSettings clickHouse,
    MailSettings mail,
    BillingSettings billing,
    StripeSettings stripe,
    ErrorReportSettings errorReports) {

  static Settings read(EnvironmentReader environment) {
    environment.expect(
        "NOVA_POSTGRES_OWNER_PASSWORD",
        "NOVA_POSTGRES_APP_PASSWORD",
        "NOVA_POSTGRES_READER_PASSWORD");
    var settings =
        new Settings(
            new HttpSettings(environment.baseUrl("NOVA_PUBLIC_URL")),
            new PostgresSettings(
                environment.roleName("NOVA_POSTGRES_APP", "nova_app"),
                environment.roleName("NOVA_POSTGRES_READER", "nova_reader"),
                Duration.ofSeconds(60)),
            clickHouse(environment),
            new MailSettings(
                environment.baseUrl("NOVA_SENDGRID_URL", "https://api.sendgrid.com"),
                environment.secret("NOVA_SENDGRID_KEY"),
                environment.emailAddress("NOVA_MAIL_FROM"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15)),
            new BillingSettings(environment.onOff("NOVA_BILLING", true)),
            stripe(environment),
            new ErrorReportSettings(
                environment.optionalSecret("NOVA_SENTRY_DSN"),
                environment.text("NOVA_ENVIRONMENT", "production"),
                Duration.ofSeconds(5)));
    environment.finish();
    return settings;
  }

  private static StripeSettings stripe(EnvironmentReader environment) {
    return new StripeSettings(
        environment.optionalSecret("NOVA_STRIPE_KEY"),
        environment.baseUrl("NOVA_STRIPE_URL", "https://api.stripe.com"),
        environment.optionalSecret("NOVA_STRIPE_WEBHOOK_SECRET"),
        Duration.ofSeconds(5),
        Duration.ofSeconds(25),
        Duration.ofMinutes(5));
  }

  private static ClickHouseSettings clickHouse(EnvironmentReader environment) {
    return new ClickHouseSettings(
        environment.baseUrl("NOVA_CLICKHOUSE_URL"),
        environment.text("NOVA_CLICKHOUSE_DATABASE", "nova"),
        environment.text("NOVA_CLICKHOUSE_WRITER", "nova_writer"),
        environment.secret("NOVA_CLICKHOUSE_WRITER_PASSWORD"),
        environment.text("NOVA_CLICKHOUSE_READER", "nova_reader"),
        environment.secret("NOVA_CLICKHOUSE_READER_PASSWORD"),
        Duration.ofSeconds(3),
        Duration.ofSeconds(20));
  }
}
