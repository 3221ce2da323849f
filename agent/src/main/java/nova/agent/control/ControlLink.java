package nova.agent.control;

import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import nova.agent.state.NodeKey;
import nova.link.v1.EnrolmentResponse;
import org.jspecify.annotations.Nullable;

/** Keeps one connection to the control plane, for as long as the agent lives. */
public final class ControlLink {
  private static final System.Logger LOG = System.getLogger(ControlLink.class.getName());

  private final LinkParts parts;
  private final HttpClient client;
  private final ControlAddress control;
  private final Handshake handshake;
  private final Backoff backoff;
  private final Stopping stopping = new Stopping();
  private final Semaphore hurry = new Semaphore(0);
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile @Nullable LinkSession session;
  private volatile boolean retired;
  private boolean unexpected;
  private int refusals;

  public ControlLink(
      LinkParts parts,
      HttpClient client,
      ControlAddress control,
      EnrolmentResponse identity,
      NodeKey key,
      RandomGenerator random) {
    this.parts = parts;
    this.client = client;
    this.control = control;
    this.handshake = new Handshake(identity.getNodeId(), key, control.host(), parts.clock());
    this.backoff =
        new Backoff(parts.settings().firstRetry(), parts.settings().longestRetry(), random);
    parts.plane().onHealthChange(this::healthChanged);
    parts.spool().onAppend(this::wake);
  }

  public void start() {
    Thread.ofPlatform().name("nova-link").daemon().start(this::keepConnected);
  }

  public boolean connected() {
    LinkSession now = session;
    return now != null && now.welcomed();
  }

  /** From now on health says that the node drains. */
  public void draining() {
    stopping.drain();
    wake();
  }

  /** Sends the last report and what is in the spool, as far as the deadline allows. */
  public void finish(Duration deadline) throws InterruptedException {
    stopping.within(deadline);
    hurry.release();
    wake();
    if (!done.await(deadline.toMillis() + 2_000, TimeUnit.MILLISECONDS)) {
      LOG.log(Level.WARNING, "the link did not end in time");
    }
  }

  /** Waits until a retired node may go. */
  public boolean awaitRetired() throws InterruptedException {
    done.await();
    return retired;
  }

  private void healthChanged() {
    LinkSession now = session;
    if (now != null) {
      now.healthChanged();
    }
  }

  private void wake() {
    LinkSession now = session;
    if (now != null) {
      now.wake();
    }
  }

  private void keepConnected() {
    try {
      while (!retired && !stopping.requested()) {
        Duration pause = connectSafely();
        if (!retired && hurry.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      done.countDown();
    }
  }

  /** Whatever goes wrong in one connection must not end all the later ones. */
  private Duration connectSafely() throws InterruptedException {
    try {
      return connectOnce();
    } catch (RuntimeException | Error e) {
      Duration pause = backoff.next();
      String line =
          "the link failed unexpectedly: " + e + "; next try in " + pause.toMillis() + " ms";
      // the trace once: an error that comes back every few seconds would fill the disk
      LOG.log(Level.ERROR, line, unexpected ? null : e);
      unexpected = true;
      return pause;
    }
  }

  private Duration connectOnce() throws InterruptedException {
    LinkConnection connection = new LinkConnection(parts.settings().maxOutgoing(), parts.clock());
    try {
      client
          .newWebSocketBuilder()
          .connectTimeout(parts.settings().connectTimeout())
          .header("Authorization", handshake.authorization())
          .buildAsync(control.link(), connection)
          .get(parts.settings().connectTimeout().toMillis() + 1_000, TimeUnit.MILLISECONDS);
      return talk(connection);
    } catch (ExecutionException | CompletionException e) {
      return failed(e.getCause());
    } catch (TimeoutException e) {
      connection.close(1001, "connect timeout");
      return failed(e);
    }
  }

  private Duration talk(LinkConnection connection) throws InterruptedException {
    long began = System.nanoTime();
    refusals = 0;
    LinkSession now = new LinkSession(parts, connection, stopping);
    session = now;
    String reason;
    try {
      reason = now.run();
    } finally {
      session = null;
      // a no-op after an orderly end
      connection.close(1011, "internal error");
      parts.spool().connectionLost();
      retired = now.retired();
      alone(now);
    }
    if (System.nanoTime() - began > parts.settings().stableAfter().toNanos()) {
      backoff.reset();
    }
    Duration pause = backoff.next();
    LOG.log(Level.INFO, "link ended: {0}; next try in {1} ms", reason, pause.toMillis());
    return pause;
  }

  /**
   * Short at first: a clock that was set back a little signs times already used, and only needs to
   * catch up. A node that is unknown costs the control plane some cheap refusals by that.
   */
  private Duration refusedPause() {
    if (++refusals <= parts.settings().quickRefusals()) {
      return backoff.next();
    }
    Duration half = parts.settings().refusedRetry().dividedBy(2);
    return half.plus(backoff.jittered(half));
  }

  /** From here on the node serves without being able to say so. */
  private void alone(LinkSession ended) {
    if (ended.welcomed()
        && !retired
        && !stopping.requested()
        && parts.plane().appliedVersion() > 0) {
      parts.hours().servedAt(parts.clock().millis());
    }
  }

  private Duration failed(@Nullable Throwable cause) {
    if (cause instanceof WebSocketHandshakeException refusal
        && refusal.getResponse().statusCode() == 401) {
      return refused(refusal.getResponse().headers().firstValue("Date").orElse(""));
    }
    Duration pause = backoff.next();
    LOG.log(
        Level.WARNING,
        "no link to {0}: {1}; next try in {2} ms",
        control.base(),
        cause,
        pause.toMillis());
    return pause;
  }

  private Duration refused(String date) {
    if (handshake.correctBy(date)) {
      LOG.log(
          Level.WARNING, "this machine''s clock is wrong; using the control plane''s: {0}", date);
      return backoff.jittered(parts.settings().firstRetry());
    }
    Duration pause = refusedPause();
    LOG.log(
        Level.ERROR,
        "the control plane refuses this node: it is unknown or was retired there. To join anew,"
            + " empty the data directory and give a new --join token. Next try in {0} s",
        pause.toSeconds());
    return pause;
  }
}
