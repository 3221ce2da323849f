package nova.agent.balancer;

/** How a server is chosen among those that are available. */
public enum Algorithm {
  ROUND_ROBIN,
  POWER_OF_TWO,
  LEAST_IN_FLIGHT,
  CONSISTENT_HASH,
  RANDOM
}
