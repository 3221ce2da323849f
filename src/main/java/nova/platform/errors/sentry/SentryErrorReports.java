package nova.platform.errors.sentry;

import io.sentry.Hint;
import io.sentry.IScope;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import nova.platform.Component;
import nova.platform.errors.ErrorReports;
import nova.platform.logging.LogContext;
import nova.platform.settings.ErrorReportSettings;

/**
 * Sends stack traces with the request's and the tenant's id, and nothing of the request itself: no
 * cookies, headers, bodies or addresses. Without a DSN it does nothing.
 */
@Component
class SentryErrorReports implements ErrorReports {
  private static final int MAX_QUEUED = 50;

  @Inject
  SentryErrorReports(ErrorReportSettings settings) {
    var dsn = settings.sentryDsn();
    if (dsn != null) {
      Sentry.init(options -> configure(options, dsn.value(), settings), true);
    }
  }

  private static void configure(SentryOptions options, String dsn, ErrorReportSettings settings) {
    int millis = Math.toIntExact(settings.timeout().toMillis());
    options.setDsn(dsn);
    options.setEnvironment(settings.environment());
    options.setConnectionTimeoutMillis(millis);
    options.setReadTimeoutMillis(millis);
    options.setShutdownTimeoutMillis(millis);
    options.setMaxQueueSize(MAX_QUEUED);
    options.setAttachServerName(false);
    options.setMaxBreadcrumbs(0);
    options.setEnableUncaughtExceptionHandler(false);
    options.setEnableShutdownHook(false);
    options.setEnableAutoSessionTracking(false);
    options.setEnableExternalConfiguration(false);
    options.setBeforeSend(SentryErrorReports::scrub);
  }

  @Override
  public void unexpected(String where, Throwable error) {
    Sentry.captureException(error, scope -> tag(scope, where));
  }

  private static void tag(IScope scope, String where) {
    scope.setTag("where", where);
    scope.setTag("requestId", LogContext.requestId());
    String tenant = LogContext.tenant();
    if (tenant != null) {
      scope.setTag("tenant", tenant);
    }
  }

  /** Messages of exceptions may quote what somebody sent us. */
  static SentryEvent scrub(SentryEvent event, Hint hint) {
    hint.clearAttachments();
    event.setRequest(null);
    event.setUser(null);
    event.setBreadcrumbs(null);
    var exceptions = event.getExceptions();
    if (exceptions != null) {
      exceptions.forEach(
          exception -> {
            String text = exception.getValue();
            exception.setValue(text == null ? null : Scrubber.scrub(text));
          });
    }
    return event;
  }

  @PreDestroy
  void stop() {
    Sentry.close();
  }
}
