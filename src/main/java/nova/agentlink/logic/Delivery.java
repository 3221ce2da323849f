package nova.agentlink.logic;

import java.time.Duration;

/**
 * When a node's config is to be sent. Knows one connection; forgets with it, because every new
 * connection begins with what the agent says it applied.
 */
final class Delivery {
  private final LinkSettings settings;
  private long desired;
  private long applied;
  private long inFlight;
  private long refused;
  private long held;
  private long deadline;
  private Duration wait;

  Delivery(LinkSettings settings, long applied) {
    this.settings = settings;
    this.applied = applied;
    this.wait = settings.firstRetry();
  }

  synchronized void desire(long version) {
    if (version > desired) {
      desired = version;
      wait = settings.firstRetry();
    }
  }

  /** The version to send now, or 0. Asking is promising to send it. */
  synchronized long due(long now) {
    if (desired == 0 || applied == desired || held == desired) {
      return 0;
    }
    boolean waiting = inFlight == desired || refused == desired;
    if (waiting && now - deadline < 0) {
      return 0;
    }
    inFlight = desired;
    refused = 0;
    deadline = now + settings.outcomeTimeout().toNanos();
    return desired;
  }

  /** This version is not for this agent; a later one may be. */
  synchronized void hold(long version) {
    held = version;
    inFlight = 0;
  }

  synchronized void received(long version, long now) {
    if (version == inFlight) {
      deadline = now + settings.outcomeTimeout().toNanos();
    }
  }

  synchronized void applied(long version) {
    if (version > applied || version == inFlight) {
      applied = version;
    }
    if (version == inFlight) {
      inFlight = 0;
      wait = settings.firstRetry();
    }
  }

  synchronized void refused(long version, long nowApplied, long now) {
    applied = nowApplied;
    if (version == inFlight) {
      inFlight = 0;
      refused = version;
      deadline = now + wait.toNanos();
      Duration next = wait.multipliedBy(2);
      wait = next.compareTo(settings.lastRetry()) < 0 ? next : settings.lastRetry();
    }
  }
}
