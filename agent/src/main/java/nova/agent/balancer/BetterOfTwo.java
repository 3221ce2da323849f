package nova.agent.balancer;

import java.util.random.RandomGenerator;

/**
 * The better of two drawn ones (Mitzenmacher 2001), by peak-EWMA latency times requests in flight.
 * Two of equal weight are always different ones. By unequal weights the same may be drawn twice,
 * and gets the request: so the weights hold in a pool of two as well.
 */
final class BetterOfTwo implements Method {
  /** Costs are no more exact than that. */
  private static final float ALIKE = 1.25f;

  private final Crew crew;
  private final ByLot lot;

  BetterOfTwo(Crew crew) {
    this.crew = crew;
    this.lot = new ByLot(crew);
  }

  @Override
  public int choose(Tier tier, Visit visit, Tried tried, boolean starting, long nowNanos) {
    int first;
    int second;
    boolean peers = tier.equalWeights() && !starting;
    if (peers) {
      RandomGenerator dice = crew.dice();
      int count = tier.size();
      int one = dice.nextInt(count);
      int step = count == 1 ? 0 : 1 + dice.nextInt(count - 1);
      first = tier.server(one);
      second = tier.server(one + step < count ? one + step : one + step - count);
    } else {
      first = tier.server(lot.draw(tier, starting, nowNanos));
      second = tier.server(lot.draw(tier, starting, nowNanos));
    }
    if (!tried.has(first) && !tried.has(second)) {
      int better = better(first, second, peers, nowNanos);
      if (crew.take(better)) {
        crew.load(better).chosen(nowNanos);
        return better;
      }
    }
    return best(tier, tried, nowNanos);
  }

  /**
   * Of two that cost about the same, the one that has waited longer: chance alone may send all
   * orders to one and all pages to the other, and keeps doing so when both come at a steady pace.
   * Not so by unequal weights: turns are equal shares.
   */
  private int better(int first, int second, boolean peers, long nowNanos) {
    ServerLoad one = crew.load(first);
    ServerLoad other = crew.load(second);
    float cost = one.cost(nowNanos);
    float otherCost = other.cost(nowNanos);
    boolean alike = peers && cost <= ALIKE * otherCost && otherCost <= ALIKE * cost;
    boolean firstIsBetter = alike ? one.waitsLongerThan(other) : cost <= otherCost;
    return firstIsBetter ? first : second;
  }

  private int best(Tier tier, Tried tried, long nowNanos) {
    int best = PoolBalance.NONE;
    int position = 0;
    float least = Float.POSITIVE_INFINITY;
    for (int i = 0; i < tier.size(); i++) {
      int server = tier.server(i);
      if (!tried.has(server) && !crew.full(server)) {
        float cost = crew.load(server).cost(nowNanos);
        if (cost < least) {
          least = cost;
          best = server;
          position = i;
        }
      }
    }
    return best >= 0 && crew.take(best) ? best : crew.any(tier, tried, position);
  }
}
