package nova.agent.balancer;

/**
 * How a pool's servers share its requests.
 *
 * @param boundPercent for hashing: no server gets more than this percentage of the average load
 * @param maxInFlight per server; 0: no limit
 * @param slowStartNanos over how long a new or recovered server gets its share; 0: at once
 * @param zonePercent near servers are preferred while this percentage of them is available; 0:
 *     zones do not matter
 * @param stageShares of each stage, in hundredths of a percent
 * @param sticky whether visitors may name their server
 */
public record BalanceRules(
    Algorithm algorithm,
    int boundPercent,
    int maxInFlight,
    long slowStartNanos,
    int zonePercent,
    StageShares stageShares,
    boolean sticky) {}
