package nova.agent.balancer;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The states of all servers, across config changes. */
public final class HealthLedger {
  private final Map<HealthKey, ServerState> states = new ConcurrentHashMap<>();
  private final InstantSource clock;

  public HealthLedger(InstantSource clock) {
    this.clock = clock;
  }

  /** A server without a check is healthy until proven otherwise by nobody. */
  public ServerState of(HealthKey key) {
    return states.computeIfAbsent(
        key,
        k ->
            new ServerState(
                new ServerState.Verdict(
                    k.question().isEmpty()
                        ? ServerState.Health.HEALTHY
                        : ServerState.Health.UNKNOWN,
                    clock.millis(),
                    "")));
  }

  /** Forgets servers no config names any more. */
  public void keepOnly(Set<HealthKey> named) {
    states.keySet().retainAll(named);
  }
}
