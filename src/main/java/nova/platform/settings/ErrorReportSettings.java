package nova.platform.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where unexpected errors are reported.
 *
 * @param sentryDsn {@code NOVA_SENTRY_DSN}; null: nowhere but the log
 * @param environment {@code NOVA_ENVIRONMENT}: "production", "staging", "local"
 * @param timeout connect and read, each
 */
public record ErrorReportSettings(
    @Nullable Secret sentryDsn, String environment, Duration timeout) {}
