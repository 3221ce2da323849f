package nova.agentlink.logic;

import static java.lang.System.Logger.Level.WARNING;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import nova.link.v1.ApplyConfig;
import nova.link.v1.Command;
import nova.link.v1.ConfigOutcome;
import nova.link.v1.Envelope;
import nova.link.v1.HealthReport;
import nova.link.v1.Hello;
import nova.link.v1.MetricAck;
import nova.link.v1.MetricBatch;
import nova.link.v1.NodeConfig;
import nova.link.v1.Pong;
import nova.link.v1.Retire;
import nova.link.v1.Welcome;
import nova.metrics.TrafficBatch;
import nova.nodes.LinkedNodes.Link;
import nova.nodes.LinkedNodes.Standing;
import nova.nodes.Node;
import nova.platform.ids.Uuids;
import org.jspecify.annotations.Nullable;

/**
 * One connection of one node, from its first frame to its end. Frames are handled one after the
 * other; sending has a queue of its own, so a slow agent holds up nobody but itself.
 */
public final class NodeLink {
  private static final System.Logger LOG = System.getLogger(NodeLink.class.getName());
  private final Link link;
  private final Wire wire;
  private final LinkParts parts;
  private final LinkSettings settings;
  private final InOrder in;
  private final InOrder out;
  private final Sequences sequences = new Sequences();
  private final AtomicLong frames = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Delivery delivery;
  private volatile Node.@Nullable Live lastLive;
  private volatile int capability;
  private volatile long heardAt;

  NodeLink(Link link, Wire wire, LinkParts parts, LinkSettings settings) {
    this.link = link;
    this.wire = wire;
    this.parts = parts;
    this.settings = settings;
    this.in = new InOrder(parts.executor(), settings.queue());
    this.out = new InOrder(parts.executor(), settings.queue());
    this.heardAt = parts.nanos().getAsLong();
  }

  Link link() {
    return link;
  }

  /** A frame came. Returns at once. */
  public void received(byte[] frame) {
    heardAt = parts.nanos().getAsLong();
    if (!in.add(() -> guarded(() -> handle(frame)))) {
      close(Wire.Close.POLICY, "too many frames at once");
    }
  }

  /** Something to do in turn with the frames. */
  private void later(Runnable work) {
    if (!in.add(() -> guarded(work))) {
      close(Wire.Close.POLICY, "too many frames at once");
    }
  }

  private void guarded(Runnable work) {
    if (closed.get()) {
      return;
    }
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.log(WARNING, "The link of node " + link.node() + " failed", e);
      parts.reports().unexpected("agent link", e);
      close(Wire.Close.FAILED, "something went wrong on our side; connect again");
    }
  }

  private void handle(byte[] bytes) {
    Envelope frame;
    try {
      frame = Envelope.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      close(Wire.Close.UNSUITABLE, "a frame could not be read");
      return;
    }
    boolean greeted = delivery != null;
    if (greeted == frame.hasHello()) {
      close(Wire.Close.POLICY, greeted ? "a second Hello" : "the first frame must be Hello");
      return;
    }
    if (greeted) {
      parts.contacts().again(link, parts.clock().instant());
    }
    switch (frame.getFrameCase()) {
      case HELLO -> hello(frame.getId(), frame.getSentAtMillis(), frame.getHello());
      case CONFIG_OUTCOME -> outcome(frame.getConfigOutcome());
      case METRIC_BATCH -> batch(frame.getMetricBatch());
      case HEALTH_REPORT -> health(frame.getHealthReport());
      case PING ->
          send(
              Envelope.newBuilder()
                  .setCorrelationId(frame.getId())
                  .setPong(Pong.getDefaultInstance()));
      case COMMAND_OUTCOME -> close(Wire.Close.AWAY, "retired");
      case PONG, WELCOME, APPLY_CONFIG, COMMAND, METRIC_ACK, FRAME_NOT_SET -> {
        // unknown frames of a newer agent are ignored, ours coming back too
      }
    }
  }

  private void hello(long id, long sentAtMillis, Hello hello) {
    Instant now = parts.clock().instant();
    long applied = hello.getAppliedConfigVersion();
    Node.Facts facts = WireWords.facts(hello.getFacts());
    capability = facts.capability();
    var desired = parts.nodes().connected(link, facts, applied, now);
    parts
        .contacts()
        .first(link.node(), now, ServedBefore.contacts(link.node(), hello, sentAtMillis, now));
    var fresh = new Delivery(settings, applied);
    fresh.desire(desired.version());
    delivery = fresh;
    send(Envelope.newBuilder().setCorrelationId(id).setWelcome(welcome(now)));
    if (desired.retired()) {
      retire();
    } else {
      deliver(fresh);
    }
  }

  private Welcome welcome(Instant now) {
    return Welcome.newBuilder()
        .setNowMillis(now.toEpochMilli())
        .setHealthIntervalMillis((int) settings.healthInterval().toMillis())
        .setMetricWindowMillis((int) settings.metricWindow().toMillis())
        .setMaxUnacknowledgedBatches(settings.maxUnacknowledged())
        .setMaxFrameBytes(settings.maxFrameBytes())
        .setIdleTimeoutMillis((int) settings.idleTimeout().toMillis())
        .build();
  }

  private void deliver(Delivery from) {
    if (from.due(parts.nanos().getAsLong()) == 0) {
      return;
    }
    var desired = parts.nodes().desired(link);
    from.desire(desired.version());
    if (desired.capability() > capability) {
      // it would ignore what it does not know, and serve something else than was asked for
      from.hold(desired.version());
      return;
    }
    from.due(parts.nanos().getAsLong());
    try {
      var config = NodeConfig.parseFrom(desired.body()).toBuilder().setVersion(desired.version());
      send(Envelope.newBuilder().setApplyConfig(ApplyConfig.newBuilder().setConfig(config)));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a config we compiled cannot be read", e);
    }
    parts.nodes().sent(link, desired.version());
  }

  private void outcome(ConfigOutcome outcome) {
    Delivery to = Objects.requireNonNull(delivery);
    long version = outcome.getVersion();
    long now = parts.nanos().getAsLong();
    switch (outcome.getStage()) {
      case RECEIVED -> {
        to.received(version, now);
        parts.nodes().acknowledged(link, version);
      }
      case APPLIED -> {
        to.applied(version);
        lastLive = null; // what is left on a server counts from the config that drains it
        parts.nodes().applied(link, version, parts.clock().instant());
        deliver(to);
      }
      case REFUSED -> {
        to.refused(version, outcome.getAppliedVersion(), now);
        parts
            .nodes()
            .refused(link, version, WireWords.problems(outcome), outcome.getAppliedVersion());
        deliver(to);
      }
      case STAGE_UNSPECIFIED, UNRECOGNIZED -> close(Wire.Close.POLICY, "an unknown outcome");
    }
  }

  private void batch(MetricBatch batch) {
    UUID spool = Uuids.parse(batch.getSpoolId());
    if (spool == null) {
      close(Wire.Close.POLICY, "spool_id is no UUID");
      return;
    }
    boolean resent = batch.getResent() || !sequences.grows(spool, batch.getSequence());
    boolean taken =
        parts
            .intake()
            .offer(
                WireWords.batch(source(), spool, batch, resent),
                () -> stored(spool, batch.getSequence()));
    if (!taken) {
      close(Wire.Close.LATER, "metrics cannot be taken at the moment");
    }
  }

  private void stored(UUID spool, long sequence) {
    send(
        Envelope.newBuilder()
            .setMetricAck(
                MetricAck.newBuilder().setSpoolId(spool.toString()).addSequences(sequence)));
  }

  private void health(HealthReport report) {
    var live = WireWords.live(report);
    if (!live.equals(lastLive)) {
      parts.nodes().live(link, live, parts.clock().instant());
      lastLive = live;
    }
  }

  private void retire() {
    send(
        Envelope.newBuilder()
            .setCommand(
                Command.newBuilder()
                    .setCommandId(link.connection().toString())
                    .setRetire(Retire.newBuilder().setReason("deleted in the console"))));
  }

  TrafficBatch.Source source() {
    return new TrafficBatch.Source(link.tenant(), link.node(), link.connection());
  }

  /** What the database says of this node now. */
  void compare(Standing standing) {
    Delivery to = delivery;
    if (to == null) {
      return;
    }
    if (standing.connection() != null && !standing.connection().equals(link.connection())) {
      close(Wire.Close.POLICY, "replaced by a newer connection of this node");
    } else if (standing.retired()) {
      later(this::retire);
    } else {
      to.desire(standing.desired());
      later(() -> deliver(to));
    }
  }

  /** What time alone brings about. */
  void tick() {
    long silent = parts.nanos().getAsLong() - heardAt;
    if (silent > settings.idleTimeout().toNanos()) {
      close(Wire.Close.AWAY, "silent for too long");
      return;
    }
    Delivery to = delivery;
    if (to != null) {
      later(() -> deliver(to));
    }
  }

  private void send(Envelope.Builder frame) {
    boolean taken = out.add(() -> write(frame));
    if (!taken) {
      close(Wire.Close.POLICY, "frames are not read fast enough");
    }
  }

  private void write(Envelope.Builder frame) {
    if (closed.get()) {
      return;
    }
    frame.setId(frames.incrementAndGet()).setSentAtMillis(parts.clock().millis());
    try {
      wire.send(frame.build().toByteArray());
    } catch (IOException | RuntimeException gone) {
      close(Wire.Close.AWAY, "cannot be written to");
    }
  }

  void close(Wire.Close code, String reason) {
    if (closed.compareAndSet(false, true)) {
      wire.close(code, reason);
    }
  }

  /** The connection is over, whoever ended it. */
  void ended() {
    closed.set(true);
    parts.intake().forget(source());
    if (delivery != null) {
      parts.nodes().disconnected(link);
    }
  }
}
