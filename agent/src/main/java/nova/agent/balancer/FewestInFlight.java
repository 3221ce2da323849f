package nova.agent.balancer;

/** Fewest requests in flight for its weight; among equals by lot. */
final class FewestInFlight implements Method {
  private final Crew crew;
  private final ByLot lot;

  FewestInFlight(Crew crew) {
    this.crew = crew;
    this.lot = new ByLot(crew);
  }

  @Override
  public int choose(Tier tier, Visit visit, Tried tried, boolean starting, long nowNanos) {
    int from = lot.draw(tier, starting, nowNanos);
    int best = PoolBalance.NONE;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < tier.size(); i++) {
      int at = from + i < tier.size() ? from + i : from + i - tier.size();
      int server = tier.server(at);
      if (!tried.has(server) && !crew.full(server)) {
        double share = starting ? crew.share(server, nowNanos) : 1;
        double load = crew.load(server).inFlight() / (tier.weight(at) * share);
        if (load < least) {
          least = load;
          best = server;
        }
      }
    }
    return best >= 0 && crew.take(best) ? best : crew.any(tier, tried, from);
  }
}
