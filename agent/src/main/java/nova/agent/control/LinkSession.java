package nova.agent.control;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import nova.link.v1.Command;
import nova.link.v1.CommandOutcome;
import nova.link.v1.Envelope;
import nova.link.v1.HealthReport;
import nova.link.v1.Hello;
import nova.link.v1.MetricBatch;
import nova.link.v1.NodeConfig;
import nova.link.v1.Ping;
import nova.link.v1.Pong;
import nova.link.v1.ServedHour;
import nova.link.v1.Welcome;
import org.jspecify.annotations.Nullable;

/** The conversation on one connection, on one thread. */
final class LinkSession {
  private static final System.Logger LOG = System.getLogger(LinkSession.class.getName());
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final long HEALTH_GAP_NANOS = Duration.ofMillis(100).toNanos();

  private final LinkParts parts;
  private final LinkConnection connection;
  private final Stopping stopping;
  private final AtomicBoolean healthChanged = new AtomicBoolean(true);
  private List<ServedHour> told = List.of();
  private @Nullable Welcome welcome;
  private long openedNanos;
  private long heardNanos;
  private long pingedNanos;
  private long healthNanos;
  private boolean lastReportSent;
  private boolean retired;
  private boolean over;

  LinkSession(LinkParts parts, LinkConnection connection, Stopping stopping) {
    this.parts = parts;
    this.connection = connection;
    this.stopping = stopping;
  }

  void healthChanged() {
    healthChanged.set(true);
    wake();
  }

  void wake() {
    connection.post(new LinkConnection.Event.Wake());
  }

  boolean welcomed() {
    return welcome != null;
  }

  boolean retired() {
    return retired;
  }

  /** Talks until the connection ends; answers why it did. */
  String run() throws InterruptedException {
    openedNanos = System.nanoTime();
    heardNanos = openedNanos;
    hello();
    while (connection.ended() == null && !over) {
      switch (connection.poll(LOOK)) {
        case LinkConnection.Event.Frame(Envelope envelope) -> {
          heardNanos = System.nanoTime();
          heard(envelope);
        }
        case LinkConnection.Event.Answer(Envelope.Builder answer, boolean last) -> {
          connection.send(answer);
          retired |= last;
        }
        case LinkConnection.Event.Wake() -> {}
        case null -> {}
      }
      Welcome terms = welcome;
      if (terms == null) {
        requireWelcome();
      } else {
        keepUp(terms);
      }
      over |= retired && connection.flushed();
    }
    connection.close(1000, retired ? "retired" : "done");
    String reason = connection.ended();
    return reason == null ? "done" : reason;
  }

  private void hello() {
    if (parts.plane().appliedVersion() > 0) {
      parts.hours().servedAt(parts.clock().millis()); // up to now, unseen
    }
    told = parts.hours().all();
    connection.send(
        Envelope.newBuilder()
            .setHello(
                Hello.newBuilder()
                    .setFacts(parts.facts().get())
                    .setAppliedConfigVersion(parts.plane().appliedVersion())
                    .setSpoolId(parts.spool().spoolId())
                    .addAllServedHours(told)));
  }

  private void requireWelcome() {
    if (System.nanoTime() - openedNanos > parts.settings().connectTimeout().toNanos()) {
      connection.close(1002, "no welcome");
    }
  }

  private void heard(Envelope envelope) {
    switch (envelope.getFrameCase()) {
      case WELCOME -> welcomed(envelope.getWelcome());
      case APPLY_CONFIG -> apply(envelope.getId(), envelope.getApplyConfig().getConfig());
      case COMMAND -> obey(envelope.getId(), envelope.getCommand());
      case METRIC_ACK ->
          parts
              .spool()
              .acknowledge(
                  envelope.getMetricAck().getSpoolId(), envelope.getMetricAck().getSequencesList());
      case PING ->
          connection.send(
              Envelope.newBuilder()
                  .setCorrelationId(envelope.getId())
                  .setPong(Pong.getDefaultInstance()));
      case PONG -> {}
      case HELLO, CONFIG_OUTCOME, COMMAND_OUTCOME, METRIC_BATCH, HEALTH_REPORT, FRAME_NOT_SET ->
          LOG.log(
              Level.DEBUG, "ignored a frame not meant for agents: {0}", envelope.getFrameCase());
    }
  }

  private void welcomed(Welcome terms) {
    welcome = terms;
    parts.hours().told(told);
    if (terms.getMetricWindowMillis() > 0) {
      parts.windows().length(terms.getMetricWindowMillis());
    }
    parts.windows().frameBytes(frameBytes(terms));
    parts.connected().run();
  }

  private void apply(long frame, NodeConfig config) {
    connection.send(
        Envelope.newBuilder()
            .setCorrelationId(frame)
            .setConfigOutcome(parts.desk().received(config)));
    parts
        .work()
        .execute(
            () ->
                connection.post(
                    new LinkConnection.Event.Answer(
                        Envelope.newBuilder()
                            .setCorrelationId(frame)
                            .setConfigOutcome(parts.desk().apply(config)),
                        false)));
  }

  private void obey(long frame, Command command) {
    parts
        .work()
        .execute(
            () -> {
              CommandOutcome outcome = outcome(command);
              connection.post(
                  new LinkConnection.Event.Answer(
                      Envelope.newBuilder().setCorrelationId(frame).setCommandOutcome(outcome),
                      outcome.getDone()));
            });
  }

  private CommandOutcome outcome(Command command) {
    CommandOutcome.Builder outcome =
        CommandOutcome.newBuilder().setCommandId(command.getCommandId());
    if (!command.hasRetire()) {
      return outcome.setMessage("this agent does not know the command; upgrade it").build();
    }
    try {
      return outcome.setDone(true).setMessage(parts.retire().apply(command.getRetire())).build();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a command failed unexpectedly", e);
      return outcome.setDone(false).setMessage("failed on the node: " + e).build();
    }
  }

  private void keepUp(Welcome terms) {
    long now = System.nanoTime();
    silence(now, Math.max(terms.getIdleTimeoutMillis(), 1_000) * 1_000_000L);
    sendHealth(now, Math.max(terms.getHealthIntervalMillis(), 100) * 1_000_000L);
    sendBatches(terms);
    if (stopping.requested() && lastReportSent) {
      over |= parts.spool().waiting() == 0 && connection.flushed();
      over |= stopping.late();
    }
  }

  private void silence(long now, long idleNanos) {
    if (now - heardNanos > idleNanos) {
      connection.close(1001, "silence");
    } else if (now - heardNanos > idleNanos / 3 && now - pingedNanos > idleNanos / 3) {
      pingedNanos = now;
      connection.send(Envelope.newBuilder().setPing(Ping.getDefaultInstance()));
    }
  }

  private void sendHealth(long now, long intervalNanos) {
    boolean last = stopping.draining() && !lastReportSent;
    boolean changed = healthChanged.get() && now - healthNanos > HEALTH_GAP_NANOS;
    if (last || changed || now - healthNanos > intervalNanos) {
      healthChanged.set(false);
      healthNanos = now;
      lastReportSent |= last;
      connection.send(
          Envelope.newBuilder()
              .setHealthReport(
                  HealthReport.newBuilder()
                      .setAtMillis(parts.clock().millis())
                      .addAllServers(parts.plane().health())
                      .setOpenConnections(parts.plane().openConnections())
                      .setSpooledBatches(parts.spool().waiting())
                      .setResidentBytes(ProcessFacts.residentBytes())
                      .setDraining(stopping.draining())));
    }
  }

  private static int frameBytes(Welcome terms) {
    return terms.getMaxFrameBytes() > 0 ? terms.getMaxFrameBytes() : Integer.MAX_VALUE;
  }

  private void sendBatches(Welcome terms) {
    int allowed = Math.max(terms.getMaxUnacknowledgedBatches(), 1);
    while (connection.ended() == null && parts.spool().inFlight() < allowed) {
      Optional<MetricBatch> batch = parts.spool().next(frameBytes(terms));
      if (batch.isEmpty()) {
        return;
      }
      connection.send(Envelope.newBuilder().setMetricBatch(batch.get()));
    }
  }
}
