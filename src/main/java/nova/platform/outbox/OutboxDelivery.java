package nova.platform.outbox;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import nova.platform.Component;
import nova.platform.StartOrder;
import nova.platform.errors.ErrorReports;
import nova.platform.jobs.Job;
import nova.platform.outbox.OutboxHandler.Delivery;

/**
 * Takes what is due, one message at a time, so that a slow receiver holds up one lease and not
 * fifty. Runs when the bell rings and as a job, also both at once: a row belongs to whoever took
 * it. A crash between delivering and confirming delivers again when the lease ends.
 */
@Component
class OutboxDelivery implements Job {
  private static final System.Logger LOG = System.getLogger(OutboxDelivery.class.getName());
  private final OutboxSettings settings = OutboxSettings.defaults();
  private final OutboxRows rows;
  private final Map<String, OutboxHandler> handlers;
  private final ErrorReports reports;
  private final InstantSource clock;

  @Inject
  OutboxDelivery(
      OutboxRows rows,
      Instance<OutboxHandler> handlers,
      ErrorReports reports,
      InstantSource clock) {
    this.rows = rows;
    this.handlers =
        handlers.stream().collect(Collectors.toMap(OutboxHandler::kind, Function.identity()));
    this.reports = reports;
    this.clock = clock;
  }

  void start(@Observes @Priority(StartOrder.WORK) Startup event, OutboxBell bell) {
    bell.answeredBy(this::run);
  }

  @Override
  public String name() {
    return "outbox";
  }

  @Override
  public Duration every() {
    return settings.every();
  }

  @Override
  public void run() {
    for (int i = 0; i < settings.perRun(); i++) {
      Instant now = clock.instant();
      Optional<OutboxMessage> message = rows.take(now, now.plus(settings.lease()));
      if (message.isEmpty()) {
        rows.forget(now.minus(settings.keepSettled()));
        return;
      }
      settle(message.get(), deliver(message.get()));
    }
  }

  private Delivery deliver(OutboxMessage message) {
    OutboxHandler handler = handlers.get(message.kind());
    if (handler == null) {
      // a newer copy may know the kind, so it is not dead yet
      return new Delivery.Later("nobody here delivers this kind");
    }
    try {
      return handler.deliver(message.key(), message.payload());
    } catch (RuntimeException e) {
      reports.unexpected("outbox " + message.kind(), e);
      return new Delivery.Later("unexpected: " + e.getClass().getName());
    }
  }

  private void settle(OutboxMessage message, Delivery delivery) {
    switch (delivery) {
      case Delivery.Done() -> rows.delivered(message, clock.instant());
      case Delivery.Never(var reason) -> bury(message, reason);
      case Delivery.Later(var reason) -> {
        if (message.attempts() >= settings.maxAttempts()) {
          bury(message, reason);
        } else {
          postpone(message, reason);
        }
      }
    }
  }

  private void postpone(OutboxMessage message, String reason) {
    double jitter = ThreadLocalRandom.current().nextDouble();
    Duration pause = settings.retryAfter(message.attempts(), jitter);
    LOG.log(WARNING, "{0} not delivered, again in {1}: {2}", message, pause, reason);
    rows.postpone(message, reason, clock.instant().plus(pause));
  }

  private void bury(OutboxMessage message, String reason) {
    LOG.log(WARNING, "{0} will not be delivered: {1}", message, reason);
    rows.dead(message, reason, clock.instant());
    reports.unexpected("outbox", new UndeliverableException(message + ": " + reason));
  }
}
