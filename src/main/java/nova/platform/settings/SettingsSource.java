package nova.platform.settings;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import nova.platform.Component;
import nova.platform.StartOrder;

/** Hands out the sections. Made first, so that a faulty environment ends the start. */
@Component
class SettingsSource {
  private final Settings settings = Settings.read(EnvironmentReader.ofProcess());

  void start(@Observes @Priority(StartOrder.SETTINGS) Startup event) {
    // being made is what matters
  }

  @Produces
  HttpSettings http() {
    return settings.http();
  }

  @Produces
  PostgresSettings postgres() {
    return settings.postgres();
  }

  @Produces
  ClickHouseSettings clickHouse() {
    return settings.clickHouse();
  }

  @Produces
  MailSettings mail() {
    return settings.mail();
  }

  @Produces
  BillingSettings billing() {
    return settings.billing();
  }

  @Produces
  StripeSettings stripe() {
    return settings.stripe();
  }

  @Produces
  ErrorReportSettings errorReports() {
    return settings.errorReports();
  }
}
