package nova.tenants.logic;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.platform.Component;
import nova.platform.ids.SecretToken;
import nova.tenants.store.ThrottleStore;

/**
 * Counts knocks in fixed windows, in the database: an attacker must not gain by asking another
 * copy, and a count survives a restart. Committed before anything else is looked at, so a failing
 * try counts too.
 */
@Component
class Throttle {
  private final ThrottleStore store;
  private final InstantSource clock;

  @Inject
  Throttle(ThrottleStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Counts one, and throws {@link Failure.TooMany} past the limit.
   *
   * @param kind what is tried: "sign-in/account"
   * @param who kept as a hash only
   */
  void count(String kind, String who, int limit, Duration window) {
    Instant now = clock.instant();
    var knocks = store.count(subject(kind, who), now, window);
    if (knocks.count() > limit) {
      Duration wait = Duration.between(now, knocks.startedAt().plus(window));
      throw new FailureException(
          new Failure.TooMany("Too many tries. Wait a little and try again.", wait));
    }
  }

  /** Whoever proved to be right starts anew. */
  void forgive(String kind, String who) {
    store.forget(subject(kind, who));
  }

  private static String subject(String kind, String who) {
    return kind + ":" + HexFormat.of().formatHex(SecretToken.presented(who).hash());
  }
}
