package nova.agent.balancer;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What all algorithms need of a pool's servers. */
final class Crew {
  private final ServerState[] states;
  private final int maxInFlight;
  private final long slowStartNanos;
  private final Supplier<? extends RandomGenerator> dice;

  Crew(
      ServerState[] states,
      int maxInFlight,
      long slowStartNanos,
      Supplier<? extends RandomGenerator> dice) {
    this.states = states;
    this.maxInFlight = maxInFlight;
    this.slowStartNanos = slowStartNanos;
    this.dice = dice;
  }

  RandomGenerator dice() {
    return dice.get();
  }

  ServerLoad load(int server) {
    return states[server].load();
  }

  /** Takes a slot, unless it is full. */
  boolean take(int server) {
    return states[server].enter(maxInFlight);
  }

  boolean full(int server) {
    return maxInFlight > 0 && states[server].load().inFlight() >= maxInFlight;
  }

  /** How much of its share it gets: less than 1 while it starts slowly. */
  double share(int server, long nowNanos) {
    return states[server].share(slowStartNanos, nowNanos);
  }

  /** The first of all that can be had, beginning at a position. */
  int any(Tier tier, Tried tried, int from) {
    int answer = PoolBalance.NONE;
    for (int i = 0; i < tier.size(); i++) {
      int at = from + i;
      int server = tier.server(at < tier.size() ? at : at - tier.size());
      if (!tried.has(server)) {
        if (take(server)) {
          return server;
        }
        answer = PoolBalance.FULL;
      }
    }
    return answer;
  }
}
