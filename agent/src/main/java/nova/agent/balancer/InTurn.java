package nova.agent.balancer;

/** Round robin, each as often as its weight says. */
final class InTurn implements Method {
  private static final int MOST_TURNS = 16;

  private final Crew crew;

  InTurn(Crew crew) {
    this.crew = crew;
  }

  @Override
  public int choose(Tier tier, Visit visit, Tried tried, boolean starting, long nowNanos) {
    int position = 0;
    for (int i = 0; i < MOST_TURNS; i++) {
      position = tier.nextTurn();
      int server = tier.server(position);
      if (!tried.has(server) && admitted(server, starting, nowNanos) && crew.take(server)) {
        return server;
      }
    }
    return crew.any(tier, tried, position);
  }

  private boolean admitted(int server, boolean starting, long nowNanos) {
    if (!starting) {
      return true;
    }
    double share = crew.share(server, nowNanos);
    return share >= 1 || crew.dice().nextDouble() < share;
  }
}
