package nova.agent.pipeline;

import java.time.Duration;

/** What an exchange is waiting for and for how long; decides whose fault it is to be late. */
final class Patience {

  enum Waiting {
    NOTHING,
    ROOM,
    CONNECT,
    VISITOR_BODY,
    SERVER_WRITE,
    FIRST_BYTE,
    SERVER_BODY,
    VISITOR_READ
  }

  private Waiting waiting = Waiting.NOTHING;
  private long since;
  private long allowed;

  void await(Waiting what, Duration most) {
    waiting = what;
    allowed = most.toNanos();
    since = System.nanoTime();
  }

  void over() {
    waiting = Waiting.NOTHING;
  }

  boolean isFor(Waiting what) {
    return waiting == what;
  }

  /** How long the thing waited for may take. */
  long allowedMillis() {
    return allowed / 1_000_000;
  }

  /** What did not come in time; NOTHING as long as there is hope. */
  Waiting lost(long now) {
    return now - since > allowed ? waiting : Waiting.NOTHING;
  }
}
