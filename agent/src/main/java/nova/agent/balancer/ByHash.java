package nova.agent.balancer;

/**
 * The same key goes to the same server: weighted rendezvous hashing (Thaler and Ravishankar 1998;
 * Schindelhauer and Schomaker 2005) with bounded load (Mirrokni, Thorup and Zadimoghaddam 2018).
 *
 * <p>Chosen over a ring: a new server takes exactly its share of keys from each of the others, the
 * keys of one that is full spread over all others instead of crushing its neighbour, and there is
 * nothing to build when a server comes or goes. The price, a pass over the servers, is paid in
 * nanoseconds each.
 */
final class ByHash implements Method {
  private final Crew crew;
  private final int boundPercent;

  ByHash(Crew crew, int boundPercent) {
    this.crew = crew;
    this.boundPercent = boundPercent;
  }

  @Override
  public int choose(Tier tier, Visit visit, Tried tried, boolean starting, long nowNanos) {
    long key = Mix.of(visit.hashKey());
    int first = highest(tier, tried, key, starting, nowNanos, 0);
    if (first < 0) {
      return crew.any(tier, tried, 0);
    }
    if (crew.load(tier.server(first)).inFlight() > 0) { // an idle server is below any bound
      first = highest(tier, tried, key, starting, nowNanos, slotsPerWeight(tier));
    }
    return first >= 0 && crew.take(tier.server(first))
        ? tier.server(first)
        : crew.any(tier, tried, Math.max(0, first));
  }

  /** The bound: this much for each of its weight, and a part of one more. */
  private double slotsPerWeight(Tier tier) {
    long load = 1;
    long weights = 0;
    for (int i = 0; i < tier.size(); i++) {
      load += crew.load(tier.server(i)).inFlight();
      weights += tier.weight(i);
    }
    return boundPercent / 100.0 * load / weights;
  }

  /**
   * The position with the highest score.
   *
   * @param slotsPerWeight 0: no bound
   */
  private int highest(
      Tier tier, Tried tried, long key, boolean starting, long nowNanos, double slotsPerWeight) {
    int best = PoolBalance.NONE;
    double most = 0;
    for (int i = 0; i < tier.size(); i++) {
      int server = tier.server(i);
      ServerLoad load = crew.load(server);
      if (tried.has(server)
          || crew.full(server)
          || (slotsPerWeight > 0
              && load.inFlight() >= Math.ceil(slotsPerWeight * tier.weight(i)))) {
        continue;
      }
      double draw = Mix.unit(Mix.of(key ^ load.hash()));
      double share = starting ? crew.share(server, nowNanos) : 1;
      double score = score(draw, tier.weight(i) * share, tier.equalWeights() && !starting);
      if (score > most) {
        most = score;
        best = i;
      }
    }
    return best;
  }

  private static double score(double draw, double weight, boolean allEqual) {
    return allEqual ? draw : -weight / Math.log(draw);
  }
}
