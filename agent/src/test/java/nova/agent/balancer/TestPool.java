package nova.agent.balancer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A pool of plain objects with a clock that is moved by hand and dice that always fall alike. */
final class TestPool implements InstantSource {
  static final CheckRules ONCE = new CheckRules(1, 1);
  static final Visit ANYBODY = visit(0, 0, Visit.NONE, Visit.NONE, true);

  final List<String> news = new ArrayList<>();
  final HealthLedger ledger =
      new HealthLedger(
          this,
          (address, verdict) ->
              news.add(address.host() + " " + verdict.health() + " " + verdict.cause()));
  final Random dice = new Random(20261125);
  private final List<Member> members = new ArrayList<>();
  private String question = "";
  private boolean initiallyDown;
  private BalanceRules rules =
      new BalanceRules(Algorithm.ROUND_ROBIN, 125, 0, 0, 50, StageShares.NONE, true);
  private PassiveRules passive =
      new PassiveRules(
          true,
          StatusSet.range(500, 599),
          1,
          0,
          20,
          Duration.ofSeconds(10).toNanos(),
          66,
          false,
          0,
          Duration.ofSeconds(1).toNanos(),
          true);
  private long nanos = -5_000_000_000L; // System.nanoTime may be anything
  private PoolBalance balance;

  TestPool(Algorithm algorithm) {
    rules(r -> with(r, algorithm));
    balance = balance();
  }

  /** With servers a, b, c … of weight 1. */
  static TestPool of(Algorithm algorithm, int servers) {
    TestPool pool = new TestPool(algorithm);
    for (int i = 0; i < servers; i++) {
      pool.server(1);
    }
    return pool.made();
  }

  private static BalanceRules with(BalanceRules r, Algorithm algorithm) {
    return new BalanceRules(
        algorithm,
        r.boundPercent(),
        r.maxInFlight(),
        r.slowStartNanos(),
        r.zonePercent(),
        r.stageShares(),
        r.sticky());
  }

  TestPool rules(UnaryOperator<BalanceRules> change) {
    rules = change.apply(rules);
    return this;
  }

  TestPool passive(UnaryOperator<PassiveRules> change) {
    passive = change.apply(passive);
    return this;
  }

  TestPool maxInFlight(int most) {
    return rules(
        r ->
            new BalanceRules(
                r.algorithm(),
                r.boundPercent(),
                most,
                r.slowStartNanos(),
                r.zonePercent(),
                r.stageShares(),
                r.sticky()));
  }

  TestPool slowStart(Duration length) {
    return rules(
        r ->
            new BalanceRules(
                r.algorithm(),
                r.boundPercent(),
                r.maxInFlight(),
                length.toNanos(),
                r.zonePercent(),
                r.stageShares(),
                r.sticky()));
  }

  TestPool stages(int... shares) {
    return rules(
        r ->
            new BalanceRules(
                r.algorithm(),
                r.boundPercent(),
                r.maxInFlight(),
                r.slowStartNanos(),
                r.zonePercent(),
                new StageShares(shares),
                r.sticky()));
  }

  TestPool consecutive(int inRow) {
    return passive(
        p ->
            new PassiveRules(
                p.on(),
                p.down(),
                inRow,
                p.ratioPercent(),
                p.ratioMinimum(),
                p.ratioWindowNanos(),
                p.maxEjectedPercent(),
                p.ejectLast(),
                p.panicPercent(),
                p.baseNanos(),
                p.stalls()));
  }

  TestPool ratio(int percent, int minimum) {
    return passive(
        p ->
            new PassiveRules(
                p.on(),
                p.down(),
                1000,
                percent,
                minimum,
                p.ratioWindowNanos(),
                p.maxEjectedPercent(),
                p.ejectLast(),
                p.panicPercent(),
                p.baseNanos(),
                p.stalls()));
  }

  TestPool limits(int maxEjectedPercent, boolean ejectLast, int panicPercent) {
    return passive(
        p ->
            new PassiveRules(
                p.on(),
                p.down(),
                p.consecutive(),
                p.ratioPercent(),
                p.ratioMinimum(),
                p.ratioWindowNanos(),
                maxEjectedPercent,
                ejectLast,
                panicPercent,
                p.baseNanos(),
                p.stalls()));
  }

  TestPool passiveOff() {
    return passive(
        p ->
            new PassiveRules(
                false, new StatusSet(new BitSet()), 1, 0, 20, 1, 66, false, 0, 1, true));
  }

  TestPool checked(boolean down) {
    question = "GET /health";
    initiallyDown = down;
    return this;
  }

  TestPool server(int weight) {
    return server(weight, false, false, true, Visit.NONE);
  }

  TestPool server(int weight, boolean near, boolean backup, boolean open, int stage) {
    return server(state("pool", (char) ('a' + members.size())), weight, near, backup, open, stage);
  }

  TestPool server(
      ServerState state, int weight, boolean near, boolean backup, boolean open, int stage) {
    state.open(open, false, nanos);
    members.add(new Member(state, weight, near, backup, open, stage));
    return this;
  }

  ServerState state(String pool, char name) {
    HealthKey key = new HealthKey(new ServerAddress(String.valueOf(name), 80), question);
    return ledger.server("adc", pool, String.valueOf(name), key, initiallyDown);
  }

  /** Forgets the servers named so far: a new config is coming. */
  TestPool fresh() {
    members.clear();
    return this;
  }

  TestPool made() {
    balance = balance();
    return this;
  }

  private PoolBalance balance() {
    return new PoolBalance(rules, passive, members.toArray(Member[]::new), ledger, () -> dice);
  }

  PoolBalance get() {
    return balance;
  }

  // ---- what visitors do ----

  static Visit visit(long key, long address, int sticky, int stage, boolean repeatable) {
    return new Visit() {
      @Override
      public long hashKey() {
        return key;
      }

      @Override
      public long addressHash() {
        return address;
      }

      @Override
      public int stickyServer() {
        return sticky;
      }

      @Override
      public int stage() {
        return stage;
      }

      @Override
      public boolean repeatable() {
        return repeatable;
      }
    };
  }

  static Tried tried(int... servers) {
    Tried tried = new Tried();
    for (int server : servers) {
      tried.add(server);
    }
    return tried;
  }

  /** Chooses and stays. */
  int pick(Visit visit, int... tried) {
    return balance.pick(visit, tried(tried), nanos);
  }

  int pick() {
    return pick(ANYBODY);
  }

  /** Chooses and leaves at once. */
  int visit(Visit visit, int... tried) {
    int server = pick(visit, tried);
    if (server >= 0) {
      balance.leave(server);
    }
    return server;
  }

  int visit() {
    return visit(ANYBODY);
  }

  /** How often each server is chosen by visitors that leave at once. */
  int[] counts(int visits) {
    int[] counts = new int[balance.size()];
    for (int i = 0; i < visits; i++) {
      counts[visit()]++;
    }
    return counts;
  }

  void refused(int server) {
    balance.bad(server, "connect: refused", true, nanos);
  }

  void good(int server) {
    balance.good(server, nanos);
  }

  void checked(int server, String cause, CheckRules rules) {
    ledger.checked(balance.server(server), cause, rules, nanos);
  }

  boolean available(int server) {
    return balance.server(server).available();
  }

  // ---- time ----

  void pass(Duration time) {
    nanos += time.toNanos();
  }

  void passMillis(long millis) {
    pass(Duration.ofMillis(millis));
  }

  long now() {
    return nanos;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(1_700_000_000_000L + nanos / 1_000_000);
  }
}
