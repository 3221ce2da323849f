package nova.agent.balancer;

/** One algorithm: chooses within a tier and takes the slot of whom it chose. */
interface Method {

  /**
   * A server, {@link PoolBalance#NONE} when all were tried, or {@link PoolBalance#FULL}.
   *
   * @param starting whether some server may be in its slow start
   */
  int choose(Tier tier, Visit visit, Tried tried, boolean starting, long nowNanos);
}
