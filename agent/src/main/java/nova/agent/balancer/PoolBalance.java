package nova.agent.balancer;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * One pool's choice of server and what is learned from its servers' answers. Shared by threads; a
 * choice takes no lock and allocates nothing.
 */
public final class PoolBalance {
  /** No server is available that was not tried. */
  public static final int NONE = -1;

  /** Servers are available, and all of them are at their limits. */
  public static final int FULL = -2;

  private final BalanceRules rules;
  private final ServerState[] servers;
  private final Member[] members;
  private final HealthLedger ledger;
  private final LineupMaker lineups;
  private final Crew crew;
  private final Method method;
  private final AnswerWatch watch;
  private volatile Lineup lineup = new Lineup(-1, new Division[0], new boolean[0], false, 0);

  public PoolBalance(
      BalanceRules rules,
      PassiveRules passive,
      Member[] members,
      HealthLedger ledger,
      Supplier<? extends RandomGenerator> dice) {
    this.rules = rules;
    this.members = members.clone();
    this.servers = new ServerState[members.length];
    for (int i = 0; i < members.length; i++) {
      servers[i] = members[i].state();
    }
    this.ledger = ledger;
    this.lineups = new LineupMaker(this.members, rules, passive);
    this.crew = new Crew(servers, rules.maxInFlight(), rules.slowStartNanos(), dice);
    this.method =
        switch (rules.algorithm()) {
          case ROUND_ROBIN -> new InTurn(crew);
          case POWER_OF_TWO -> new BetterOfTwo(crew);
          case LEAST_IN_FLIGHT -> new FewestInFlight(crew);
          case CONSISTENT_HASH -> new ByHash(crew, rules.boundPercent());
          case RANDOM -> new ByLot(crew);
        };
    this.watch = new AnswerWatch(passive, this.members, ledger);
  }

  /**
   * Chooses among the servers not tried: an index, {@link #NONE} or {@link #FULL}. The exchange
   * counts as in flight there until {@link #leave}.
   */
  public int pick(Visit visit, Tried tried, long nowNanos) {
    Lineup now = lineup(nowNanos);
    int stage = rules.stageShares().count() == 0 ? Visit.NONE : visit.stage();
    if (rules.sticky()) {
      int named = sticky(now, visit, tried, stage, nowNanos);
      if (named >= 0) {
        return named;
      }
    }
    if (stage == Visit.NONE && rules.stageShares().count() > 0) {
      stage = rules.stageShares().stageOf(visit.addressHash());
    }
    Division division = now.division(stage);
    int trial = trial(division, visit, tried, nowNanos);
    return trial >= 0 ? trial : choose(now, division, visit, tried, nowNanos);
  }

  private Lineup lineup(long nowNanos) {
    Lineup known = lineup;
    long changes = ledger.changes();
    if (known.changes() == changes) {
      return known;
    }
    Lineup made = lineups.make(changes, nowNanos);
    lineup = made;
    return made;
  }

  private int choose(Lineup now, Division division, Visit visit, Tried tried, long nowNanos) {
    boolean starting = now.starting(nowNanos);
    int answer = NONE;
    for (Tier tier : division.tiers()) {
      int server = method.choose(tier, visit, tried, starting, nowNanos);
      if (server >= 0) {
        if (!now.usable()[server]) {
          var unused = servers[server].standing().takeTrial(nowNanos); // nobody else was left
        }
        return server;
      }
      if (server == FULL) {
        answer = FULL;
        if (!tier.spills()) {
          return FULL;
        }
      }
    }
    return answer;
  }

  /**
   * The server this visitor's session is on. A request that a condition sends to a stage stays in
   * it; a mere share does not take anybody out of a session.
   */
  private int sticky(Lineup now, Visit visit, Tried tried, int stage, long nowNanos) {
    int named = visit.stickyServer();
    if (named < 0
        || !members[named].open()
        || tried.has(named)
        || (stage != Visit.NONE && members[named].stage() != stage)) {
      return NONE;
    }
    boolean wanted = now.usable()[named] || startTrial(named, visit, nowNanos);
    return wanted && crew.take(named) ? named : NONE;
  }

  private int trial(Division division, Visit visit, Tried tried, long nowNanos) {
    for (int server : division.trials()) {
      if (!tried.has(server) && startTrial(server, visit, nowNanos) && crew.take(server)) {
        return server;
      }
    }
    return NONE;
  }

  private boolean startTrial(int server, Visit visit, long nowNanos) {
    Standing standing = servers[server].standing();
    return standing.trialDue(visit.repeatable(), nowNanos) && standing.takeTrial(nowNanos);
  }

  public ServerState server(int index) {
    return servers[index];
  }

  public int size() {
    return servers.length;
  }

  /** The exchange is no longer with it. */
  public void leave(int server) {
    servers[server].leave();
  }

  /** The first byte of an answer came, so long after the request was sent. */
  public void firstByte(int server, long nanos, long nowNanos) {
    servers[server].load().firstByte(nanos, nowNanos);
    watch.firstByte(nanos);
  }

  /** Whether an answer with this status speaks against its server. */
  public boolean isDown(int status) {
    return watch.isDown(status);
  }

  /** A good answer. */
  public void good(int server, long nowNanos) {
    watch.good(server, nowNanos);
  }

  /**
   * A bad answer, or none.
   *
   * @param cause one sentence: "connect: refused", "status 501", "timeout after 2000 ms"
   * @param confirmed a connection error, a timeout, or a down status where another server answered
   *     the same request well; unconfirmed is a down status where nobody else could be asked
   */
  public void bad(int server, String cause, boolean confirmed, long nowNanos) {
    watch.bad(server, cause, confirmed, nowNanos);
  }

  /**
   * How long a request may owe its first byte before its server counts as stalling; {@link
   * Long#MAX_VALUE} when that cannot be told.
   */
  public long stallNanos(int server) {
    return watch.stallNanos(server);
  }

  /**
   * A request has owed its first byte for longer than {@link #stallNanos}; told once per attempt.
   *
   * @return whether its server is set aside
   */
  public boolean stalled(int server, long waitedNanos, long nowNanos) {
    return watch.stalled(server, waitedNanos, nowNanos);
  }
}
