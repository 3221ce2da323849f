package nova.agent.pipeline;

import io.undertow.util.HeaderMap;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import nova.agent.balancer.PoolBalance;
import nova.agent.config.RetryRules;
import nova.agent.pipeline.Repeatable.After;
import nova.agent.pipeline.ServingPlan.RoutePlan;
import nova.agent.upstream.ResponseHead;
import nova.agent.upstream.UpstreamEvents.Breach;
import nova.agent.upstream.UpstreamLoop;
import org.jspecify.annotations.Nullable;

/**
 * The attempts to get one request answered: which server is next, what a failure says about the
 * server that made it, and whether the visitor has to hear of it.
 *
 * <p>A bad status is held against a server only once another server has done better on the very
 * same request; when all of them fail alike, the request is at fault and the pool is left in peace.
 */
final class Tries implements Attempt.Owner {

  /** Hears what came out. */
  interface Owner {
    /** A connection is there: send the request. */
    void send(Attempt attempt);

    void waitsForConnection(Attempt attempt);

    /** Every server has as many requests as it may; {@link Tries#next} is to be called again. */
    void waitsForRoom();

    void interim(Attempt attempt, ResponseHead head);

    /** This answer is the one. */
    void answered(Attempt attempt, ResponseHead head);

    boolean body(Attempt attempt, ByteBuffer data, boolean last);

    void trailers(HeaderMap fields);

    void writable();

    /** The answer that was being passed on ends here. */
    void cut(Attempt attempt);

    /** No server answers: the visitor gets an answer of the agent's own. */
    void givenUp(int status, String cause);

    /** The attempt in hand is over; another follows or {@link #givenUp}. */
    void detached();
  }

  private record Suspect(int server, int status) {}

  private final Owner owner;
  private final UpstreamLoop loop;
  private final RoutePlan route;
  private final ServerChoice choice;
  private final Repeatable repeatable;
  private final RequestBody body;
  private final Contact contact;
  private final long deadlineNanos;
  private @Nullable Attempt current;
  private @Nullable Attempt second;
  private @Nullable List<Suspect> suspects;
  private boolean passing;
  private boolean resuming;
  private boolean moved;
  private int lastStatus;
  private int lastCode;
  private String lastCause = "";

  Tries(
      Owner owner,
      UpstreamLoop loop,
      ServerChoice choice,
      Repeatable repeatable,
      RequestBody body,
      Contact contact,
      long deadlineNanos) {
    this.owner = owner;
    this.contact = contact;
    this.loop = loop;
    this.route = choice.route();
    this.choice = choice;
    this.repeatable = repeatable;
    this.body = body;
    this.deadlineNanos = deadlineNanos;
  }

  private RetryRules rules() {
    return route.retry();
  }

  private PoolBalance balance() {
    return route.pool().balance();
  }

  /** The first server, or the next after a wait for room. */
  void next() {
    int server = choice.pick(System.nanoTime());
    if (server == PoolBalance.FULL) {
      owner.waitsForRoom();
    } else if (server < 0) {
      none();
    } else {
      begin(server);
    }
  }

  private void none() {
    if (lastStatus != 0) {
      owner.givenUp(lastStatus, "the server answered " + lastStatus);
    } else if (lastCode != 0) {
      owner.givenUp(lastCode, lastCause);
    } else {
      owner.givenUp(503, "no healthy server");
    }
  }

  private void begin(int server) {
    Attempt attempt = new Attempt(this, loop, route, contact, server);
    current = attempt;
    owner.waitsForConnection(attempt);
    attempt.begin();
  }

  /** The one whose answer is awaited or passed on; null between attempts. */
  @Nullable Attempt current() {
    return current;
  }

  @Override
  public void reached(Attempt attempt) {
    owner.send(attempt);
  }

  @Override
  public void unreachable(Attempt attempt, String cause) {
    failed(attempt, After.NOT_SENT, 502, cause, "no server could be reached");
  }

  /** The server did not do what was waited for in time. */
  void late(Attempt attempt, String cause) {
    if (attempt.connecting()) {
      failed(attempt, After.NOT_SENT, 504, cause, "connecting to the server took too long");
    } else {
      failed(attempt, After.MAYBE_DONE, 504, cause, "the server did not answer in time");
    }
  }

  private void failed(Attempt attempt, After after, int code, String cause, String forVisitor) {
    attempt.series().upstreamError();
    balance().bad(attempt.server(), cause, true, System.nanoTime());
    lost(attempt, after, code, forVisitor);
  }

  /** Whether or not the server is to blame, this attempt yields nothing. */
  private void lost(Attempt attempt, After after, int code, String forVisitor) {
    attempt.end();
    if (attempt == second) {
      second = null;
      return;
    }
    Attempt other = second;
    second = null;
    current = other;
    if (other != null) {
      return;
    }
    if (resuming) {
      owner.cut(attempt);
      return;
    }
    lastCode = code;
    lastCause = forVisitor;
    if (!again(attempt, after)) {
      owner.detached();
      none();
    }
  }

  /** Whether another server has the request now, or will when there is room. */
  private boolean again(Attempt failed, After after) {
    long now = System.nanoTime();
    if (!repeatable.after(after)
        || !body.repeatable()
        || choice.count() >= rules().maxAttempts()
        || now - deadlineNanos > 0) {
      return false;
    }
    int server = choice.pick(now);
    if (server == PoolBalance.NONE || !route.budget().spend(now)) {
      if (server >= 0) {
        balance().leave(server);
      }
      return false;
    }
    failed.series().retried();
    owner.detached();
    failed.end();
    current = null;
    if (server == PoolBalance.FULL) {
      owner.waitsForRoom();
    } else {
      begin(server);
    }
    return true;
  }

  @Override
  public void interim(Attempt attempt, ResponseHead head) {
    owner.interim(attempt, head);
  }

  @Override
  public void head(Attempt attempt, ResponseHead head) {
    long now = System.nanoTime();
    balance().firstByte(attempt.server(), now - attempt.sentNanos(), now);
    int status = head.status();
    if (!resuming && rules().statuses().contains(status) && movesOn(attempt, status)) {
      return;
    }
    Attempt loser = attempt == current ? second : current;
    second = null;
    current = attempt;
    if (loser != null) {
      loser.end();
    }
    judge(attempt, status, now);
    passing = true;
    owner.answered(attempt, head);
  }

  /** Whether another attempt takes over from this answer. */
  private boolean movesOn(Attempt attempt, int status) {
    if (attempt == second || second != null) {
      suspect(attempt, status);
      attempt.end();
      current = attempt == second ? current : second;
      second = null;
      return true;
    }
    // the answer is let go only when another server can have the request
    if (!again(attempt, Repeatable.status(status))) {
      return false;
    }
    suspect(attempt, status);
    lastStatus = status;
    return true;
  }

  private void suspect(Attempt attempt, int status) {
    if (balance().isDown(status)) {
      List<Suspect> all = suspects == null ? new ArrayList<>(2) : suspects;
      all.add(new Suspect(attempt.server(), status));
      suspects = all;
    }
  }

  private void judge(Attempt attempt, int status, long now) {
    List<Suspect> others = suspects;
    if (!balance().isDown(status)) {
      balance().good(attempt.server(), now);
      if (others != null) {
        others.forEach(s -> balance().bad(s.server(), "status " + s.status(), true, now));
      }
    } else if (others == null) {
      balance().bad(attempt.server(), "status " + status, false, now);
    }
  }

  @Override
  public boolean body(Attempt attempt, ByteBuffer data, boolean last) {
    return owner.body(attempt, data, last);
  }

  @Override
  public void trailers(Attempt attempt, HeaderMap fields) {
    owner.trailers(fields);
  }

  @Override
  public void writable(Attempt attempt) {
    if (attempt == current) {
      owner.writable();
    }
  }

  @Override
  public void broken(Attempt attempt, Breach breach, String cause) {
    if (passing) {
      cut(attempt, cause);
      return;
    }
    if (breach == Breach.NOT_PROCESSED) {
      // on a new connection the same server may well take it: it may just be starting anew
      if (renewed(attempt)) {
        return;
      }
      lost(attempt, After.NOT_SENT, 502, "the server did not take the request");
      return;
    }
    // closing an idle connection just when a request arrives is every server's right: not its fault
    boolean race = breach == Breach.NO_ANSWER && attempt.reused();
    if (race && repeatable.mayRunTwice() && renewed(attempt)) {
      return;
    }
    String said = breach == Breach.BAD_ANSWER ? "bad answer" : "the server gave no answer";
    if (race) {
      lost(attempt, After.MAYBE_DONE, 502, said);
    } else {
      failed(attempt, After.MAYBE_DONE, 502, cause, said);
    }
  }

  /** Whether the same server is asked once more; a hedge is not worth that. */
  private boolean renewed(Attempt attempt) {
    if (attempt == second || !body.repeatable() || !attempt.renew()) {
      return false;
    }
    owner.detached();
    owner.waitsForConnection(attempt);
    return true;
  }

  /** The answer that was being passed on broke off. */
  void cut(Attempt attempt, String cause) {
    attempt.series().upstreamError();
    balance().bad(attempt.server(), cause, true, System.nanoTime());
    attempt.end();
    owner.cut(attempt);
  }

  /**
   * Looks at an attempt that waits for its first byte: a server that does not answer anybody any
   * more is left early, and a late GET may be given to a second one.
   */
  void watch(Attempt attempt, long now) {
    long waited = now - attempt.sentNanos();
    if (!moved && waited > balance().stallNanos(attempt.server())) {
      moved = true;
      if (balance().stalled(attempt.server(), waited, now) && again(attempt, After.MAYBE_DONE)) {
        attempt.series().upstreamError();
      }
    } else if (rules().hedge() && second == null && !resuming && body.received() == 0) {
      hedge(waited, now);
    }
  }

  private void hedge(long waited, long now) {
    if (!repeatable.mayRunTwice() || waited < route.usual().late()) {
      return;
    }
    int server = choice.count() < rules().maxAttempts() ? choice.pick(now) : PoolBalance.NONE;
    if (server < 0) {
      return;
    }
    if (!route.budget().spend(now)) {
      balance().leave(server);
      return;
    }
    Attempt other = new Attempt(this, loop, route, contact, server);
    second = other;
    other.series().retried();
    other.begin();
  }

  /** The rest of a download is asked of another server, or of the same when there is no other. */
  boolean resume(Attempt from) {
    passing = false;
    resuming = true;
    current = null;
    suspects = null;
    int server = choice.another(from.server(), System.nanoTime());
    if (server < 0) {
      return false;
    }
    begin(server);
    return true;
  }

  /** Nothing of it is wanted any more. */
  void end() {
    if (current != null) {
      current.end();
    }
    if (second != null) {
      second.end();
    }
    current = null;
    second = null;
  }
}
