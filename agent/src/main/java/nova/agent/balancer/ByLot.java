package nova.agent.balancer;

/** Drawn by weight. */
final class ByLot implements Method {
  private static final int MOST_DRAWS = 16;

  private final Crew crew;

  ByLot(Crew crew) {
    this.crew = crew;
  }

  @Override
  public int choose(Tier tier, Visit visit, Tried tried, boolean starting, long nowNanos) {
    int position = 0;
    for (int i = 0; i < MOST_DRAWS; i++) {
      position = draw(tier, starting, nowNanos);
      int server = tier.server(position);
      if (!tried.has(server) && crew.take(server)) {
        return server;
      }
    }
    return crew.any(tier, tried, position);
  }

  /** A position; who starts slowly is drawn again more often than not. */
  int draw(Tier tier, boolean starting, long nowNanos) {
    int position = tier.draw(crew.dice().nextLong());
    for (int i = 0; starting && i < MOST_DRAWS; i++) {
      double share = crew.share(tier.server(position), nowNanos);
      if (share >= 1 || crew.dice().nextDouble() < share) {
        break;
      }
      position = tier.draw(crew.dice().nextLong());
    }
    return position;
  }
}
