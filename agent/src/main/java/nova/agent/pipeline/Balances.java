package nova.agent.pipeline;

import java.util.BitSet;
import java.util.concurrent.ThreadLocalRandom;
import nova.agent.balancer.Algorithm;
import nova.agent.balancer.BalanceRules;
import nova.agent.balancer.HealthLedger;
import nova.agent.balancer.Member;
import nova.agent.balancer.PassiveRules;
import nova.agent.balancer.PoolBalance;
import nova.agent.balancer.ServerState;
import nova.agent.balancer.StageShares;
import nova.agent.balancer.StatusSet;
import nova.agent.balancer.Visit;
import nova.agent.config.Pool;

/** Tells the balancer what the config says about a pool. */
final class Balances {
  private Balances() {}

  /**
   * A pool's balance.
   *
   * @param zone the node's; empty for nowhere in particular
   * @param servers one for each state
   */
  static PoolBalance of(
      Pool pool, String zone, Pool.Server[] servers, ServerState[] states, HealthLedger ledger) {
    Member[] members = new Member[states.length];
    for (int i = 0; i < members.length; i++) {
      Pool.Server server = servers[i];
      members[i] =
          new Member(
              states[i],
              server.weight(),
              !zone.isEmpty() && zone.equals(server.zone()),
              server.backup(),
              open(server),
              stage(pool, server));
    }
    return new PoolBalance(
        rules(pool), passive(pool.passive()), members, ledger, ThreadLocalRandom::current);
  }

  /** Whether it gets anything new. */
  static boolean open(Pool.Server server) {
    return !server.maintenance() && server.drainUntilMillis().isEmpty();
  }

  private static int stage(Pool pool, Pool.Server server) {
    for (int i = 0; i < pool.stages().size(); i++) {
      if (pool.stages().get(i).serverIds().contains(server.id())) {
        return i;
      }
    }
    return Visit.NONE;
  }

  private static BalanceRules rules(Pool pool) {
    return new BalanceRules(
        switch (pool.balancing().algorithm()) {
          case ROUND_ROBIN -> Algorithm.ROUND_ROBIN;
          case POWER_OF_TWO -> Algorithm.POWER_OF_TWO;
          case LEAST_CONNECTIONS -> Algorithm.LEAST_IN_FLIGHT;
          case CONSISTENT_HASH -> Algorithm.CONSISTENT_HASH;
          case RANDOM -> Algorithm.RANDOM;
        },
        pool.balancing().boundPercent(),
        mostInFlight(pool),
        pool.slowStart().toNanos(),
        pool.zonePercent(),
        new StageShares(pool.stages().stream().mapToInt(Pool.Stage::share).toArray()),
        pool.balancing().stickiness().isPresent());
  }

  /** A request needs a connection of its own: those that would only wait for one wait in line. */
  private static int mostInFlight(Pool pool) {
    int most = pool.breaker().maxInFlight();
    int connections = pool.breaker().maxConnections();
    return most == 0 || connections == 0
        ? Math.max(most, connections)
        : Math.min(most, connections);
  }

  private static PassiveRules passive(Pool.PassiveHealth passive) {
    BitSet down = new BitSet();
    for (Pool.StatusRange range : passive.downStatuses()) {
      down.set(range.from(), range.to() + 1);
    }
    return new PassiveRules(
        passive.on(),
        new StatusSet(down),
        passive.consecutive(),
        passive.ratioPercent().orElse(0),
        passive.ratioMinimum(),
        passive.ratioWindow().toNanos(),
        passive.maxEjectedPercent(),
        passive.ejectLast(),
        passive.panicPercent(),
        passive.baseEjection().toNanos(),
        passive.stallDetection());
  }
}
