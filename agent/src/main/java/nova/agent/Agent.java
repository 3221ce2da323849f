package nova.agent;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import nova.agent.control.ConfigDesk;
import nova.agent.control.ControlLink;
import nova.agent.control.Enrolment;
import nova.agent.control.LinkParts;
import nova.agent.control.LinkSettings;
import nova.agent.control.ProcessFacts;
import nova.agent.log.LineFormat;
import nova.agent.pipeline.DataPlane;
import nova.agent.state.DataDirectory;
import nova.agent.state.NodeKey;
import nova.agent.state.ServedHours;
import nova.agent.telemetry.MetricSpool;
import nova.agent.telemetry.MetricWindows;
import nova.agent.telemetry.SpoolSettings;
import nova.agent.telemetry.TrafficLedger;
import nova.agent.telemetry.TrafficRecorder;
import nova.link.v1.EnrolmentResponse;
import nova.link.v1.Retire;
import org.jspecify.annotations.Nullable;

/** One running agent: serves what it knows first, then looks for the control plane. */
final class Agent {
  private static final System.Logger LOG = System.getLogger(Agent.class.getName());
  private static final int NOT_JOINED = 77;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration DELIVERY = Duration.ofSeconds(3);
  private static final Duration ENROL_AGAIN = Duration.ofSeconds(2);

  private final AgentArguments arguments;
  private final DataDirectory data;
  private final InstantSource clock;
  private final LineFormat log;
  private final long startedAtMillis;
  private final DataPlane plane;
  private final ConfigDesk desk;
  private final MetricSpool spool;
  private final MetricWindows windows;
  private final ServedHours hours;
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("nova-rounds").factory());
  private final ExecutorService work =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("nova-work").factory());
  private final CountDownLatch gone = new CountDownLatch(1);
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile boolean ended;
  private volatile @Nullable ControlLink link;

  Agent(
      AgentArguments arguments,
      DataDirectory data,
      BiFunction<TrafficLedger, InstantSource, DataPlane> planes,
      InstantSource clock,
      LineFormat log) {
    this.arguments = arguments;
    this.data = data;
    this.clock = clock;
    this.log = log;
    this.startedAtMillis = clock.millis();
    TrafficRecorder recorder = new TrafficRecorder();
    this.plane = planes.apply(recorder, clock);
    this.desk = new ConfigDesk(plane, data, this::sayListening);
    this.spool = new MetricSpool(data.spool(), SpoolSettings.DEFAULT);
    this.windows = new MetricWindows(recorder, spool, SpoolSettings.DEFAULT, clock);
    this.hours = new ServedHours(data.servedHours());
  }

  /** Runs until the node is retired; answers the exit status. */
  int run() throws DataDirectory.Unusable, InterruptedException {
    try {
      return serve();
    } catch (DataDirectory.Unusable | RuntimeException e) {
      ended = true; // or the shutdown hook would take this for an orderly end
      plane.close();
      throw e;
    }
  }

  private int serve() throws DataDirectory.Unusable, InterruptedException {
    desk.restore();
    noteServing();
    closeNextWindow();
    var unused = rounds.scheduleWithFixedDelay(this::noteServing, 20, 20, TimeUnit.SECONDS);
    // not before it serves: the client reads the trust store, a third of the whole start
    HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    NodeKey key = data.key();
    Optional<EnrolmentResponse> identity = data.identity();
    if (identity.isEmpty()) {
      identity = enrol(client, key);
    }
    if (identity.isEmpty()) {
      ended = true;
      plane.close();
      return NOT_JOINED;
    }
    log.identify(identity.get().getNodeId(), identity.get().getTenantId());
    ControlLink started =
        new ControlLink(
            parts(),
            client,
            arguments.control(),
            identity.get(),
            key,
            RandomGenerator.getDefault());
    link = started;
    started.start();
    if (!started.awaitRetired()) {
      return awaitStop();
    }
    ended = true;
    plane.close();
    return 0;
  }

  /** Drains, delivers what it can, keeps the rest; false when the agent had ended by itself. */
  boolean stop() throws InterruptedException, IOException {
    if (ended || !stopped.compareAndSet(false, true)) {
      return false;
    }
    ControlLink now = link;
    if (now != null) {
      now.draining();
    }
    if (!plane.drain(arguments.drain())) {
      LOG.log(Level.WARNING, "some requests were cut off at the end of the drain");
    }
    rounds.shutdown();
    windows.closeNow();
    if (now != null) {
      now.finish(DELIVERY);
    }
    plane.close();
    data.close();
    gone.countDown();
    return true;
  }

  private int awaitStop() throws InterruptedException {
    gone.await();
    return 0;
  }

  private Optional<EnrolmentResponse> enrol(HttpClient client, NodeKey key)
      throws DataDirectory.Unusable, InterruptedException {
    if (arguments.joinToken().isEmpty()) {
      LOG.log(Level.ERROR, "this node has not joined yet: give --join TOKEN from the console");
      return Optional.empty();
    }
    Enrolment enrolment = new Enrolment(client, arguments.control());
    while (true) {
      switch (enrolment.attempt(
          arguments.joinToken(), key, arguments.name(), ProcessFacts.read(startedAtMillis))) {
        case Enrolment.Result.Enrolled(EnrolmentResponse identity) -> {
          data.keep(identity);
          return Optional.of(identity);
        }
        case Enrolment.Result.Refused(String reason) -> {
          LOG.log(Level.ERROR, "the control plane refused to let this node join: {0}", reason);
          return Optional.empty();
        }
        case Enrolment.Result.Unreachable(String reason) -> {
          LOG.log(Level.WARNING, "cannot join at {0} yet: {1}", arguments.control().base(), reason);
          Thread.sleep(RandomGenerator.getDefault().nextLong(ENROL_AGAIN.toMillis()) + 200);
        }
      }
    }
  }

  private LinkParts parts() {
    return new LinkParts(
        LinkSettings.DEFAULT,
        plane,
        desk,
        spool,
        windows,
        hours,
        () -> ProcessFacts.read(startedAtMillis),
        clock,
        work,
        this::retire,
        () -> System.out.println("connected " + arguments.control().base()));
  }

  private String retire(Retire command) {
    LOG.log(Level.INFO, "retired by the control plane: {0}", command.getReason());
    try {
      boolean whole = plane.drain(arguments.drain());
      data.forget();
      return whole ? "drained and forgotten" : "forgotten; some requests were cut off";
    } catch (IOException e) {
      LOG.log(Level.ERROR, "the key cannot be forgotten", e);
      return "stopped; the key cannot be deleted: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "stopped at once";
    }
  }

  private void sayListening() {
    plane
        .listening()
        .forEach(
            at ->
                System.out.println(
                    "listening " + at.getAddress().getHostAddress() + ":" + at.getPort()));
  }

  private void closeNextWindow() {
    try {
      windows.closeDue();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a metric window could not be closed", e);
    } finally {
      scheduleNextWindow();
    }
  }

  private void scheduleNextWindow() {
    if (!stopped.get()) {
      var unused =
          rounds.schedule(this::closeNextWindow, windows.millisToNext(), TimeUnit.MILLISECONDS);
    }
  }

  private void noteServing() {
    ControlLink now = link;
    if (plane.appliedVersion() > 0 && (now == null || !now.connected())) {
      hours.servedAt(clock.millis());
    }
  }
}
