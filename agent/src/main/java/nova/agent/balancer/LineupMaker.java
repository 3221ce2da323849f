package nova.agent.balancer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a pool's servers in order. A visitor of a stage gets the stage's servers; when none of them
 * is left, those of no stage; then those of the other stages that are open to everybody; then, as
 * anything is better than an error, those that are only set aside. Within each: near ones as long
 * as enough of them are available, all zones, backups.
 */
final class LineupMaker {
  private final Member[] members;
  private final BalanceRules rules;
  private final PassiveRules passive;
  private final List<Tier> known = new ArrayList<>();

  LineupMaker(Member[] members, BalanceRules rules, PassiveRules passive) {
    this.members = members;
    this.rules = rules;
    this.passive = passive;
  }

  synchronized Lineup make(long changes, long nowNanos) {
    boolean[] usable = usable();
    List<Tier> made = new ArrayList<>();
    int stages = rules.stageShares().count();
    Division[] divisions = new Division[stages + 1];
    for (int stage = 0; stage < stages; stage++) {
      divisions[stage] = division(stage, usable, made);
    }
    divisions[stages] = division(Visit.NONE, usable, made);
    known.clear();
    known.addAll(made);
    return lineup(changes, divisions, usable, nowNanos);
  }

  private Lineup lineup(long changes, Division[] divisions, boolean[] usable, long nowNanos) {
    boolean starting = false;
    long until = nowNanos;
    for (int i = 0; i < members.length; i++) {
      if (usable[i] && members[i].state().starting(rules.slowStartNanos(), nowNanos)) {
        starting = true;
        until = nowNanos + rules.slowStartNanos();
      }
    }
    return new Lineup(changes, divisions, usable, starting, until);
  }

  private boolean[] usable() {
    boolean[] usable = new boolean[members.length];
    int all = 0;
    int available = 0;
    for (int i = 0; i < members.length; i++) {
      if (members[i].open()) {
        usable[i] = members[i].state().available();
        if (members[i].weight() > 0) {
          all++;
          available += usable[i] ? 1 : 0;
        }
      }
    }
    boolean nobody = available == 0 && !passive.ejectLast();
    if (nobody || available * 100 < passive.panicPercent() * all) {
      for (int i = 0; i < members.length; i++) {
        usable[i] |= aside(i);
      }
    }
    return usable;
  }

  private boolean aside(int server) {
    return members[server].open() && members[server].state().standing().aside();
  }

  private boolean takesAnybody(int server) {
    return members[server].open() && members[server].weight() > 0;
  }

  private Division division(int stage, boolean[] usable, List<Tier> made) {
    List<Tier> tiers = new ArrayList<>();
    IntPredicate own = server -> members[server].stage() == stage;
    add(tiers, own, usable, made);
    boolean primaries = has(own.and(server -> usable[server] && !members[server].backup()));
    if (stage != Visit.NONE) {
      add(tiers, server -> members[server].stage() == Visit.NONE, usable, made);
    }
    add(tiers, server -> shared(server) && members[server].stage() != stage, usable, made);
    if (!passive.ejectLast()) {
      IntPredicate last = server -> members[server].stage() == stage || shared(server);
      tier(tiers, last.and(server -> !usable[server] && aside(server)), false, made);
    }
    IntPredicate due = server -> aside(server) && (!primaries || !members[server].backup());
    return new Division(tiers.toArray(Tier[]::new), all(own.and(this::takesAnybody).and(due)));
  }

  /** Whether visitors of no particular stage get there. */
  private boolean shared(int server) {
    int stage = members[server].stage();
    return stage == Visit.NONE || rules.stageShares().of(stage) > 0;
  }

  private void add(List<Tier> tiers, IntPredicate whose, boolean[] usable, List<Tier> made) {
    IntPredicate ready = whose.and(server -> usable[server]);
    IntPredicate primary = server -> !members[server].backup();
    IntPredicate near = server -> members[server].near();
    if (preferNear(whose.and(primary), usable)) {
      tier(tiers, ready.and(primary).and(near), true, made);
    }
    tier(tiers, ready.and(primary), false, made);
    tier(tiers, ready.and(server -> members[server].backup()), false, made);
  }

  private boolean preferNear(IntPredicate whose, boolean[] usable) {
    IntPredicate near = whose.and(this::takesAnybody).and(server -> members[server].near());
    int all = all(near).length;
    int available = all(near.and(server -> usable[server])).length;
    return rules.zonePercent() > 0 && available > 0 && available * 100 >= rules.zonePercent() * all;
  }

  private void tier(List<Tier> tiers, IntPredicate whose, boolean spills, List<Tier> made) {
    int[] servers = all(whose.and(this::takesAnybody));
    if (servers.length == 0) {
      return;
    }
    int[] weights = Arrays.stream(servers).map(server -> members[server].weight()).toArray();
    Tier same = find(made, servers, weights, spills);
    if (same == null) {
      same = find(known, servers, weights, spills); // so that it goes on with the turn it was at
    }
    if (same == null) {
      boolean inTurn = rules.algorithm() == Algorithm.ROUND_ROBIN;
      same = new Tier(servers, weights, spills, inTurn);
    }
    if (!made.contains(same)) {
      made.add(same);
    }
    if (!tiers.contains(same)) {
      tiers.add(same);
    }
  }

  private static @Nullable Tier find(
      List<Tier> among, int[] servers, int[] weights, boolean spills) {
    for (Tier tier : among) {
      if (tier.sameAs(servers, weights, spills)) {
        return tier;
      }
    }
    return null;
  }

  private boolean has(IntPredicate which) {
    return IntStream.range(0, members.length).anyMatch(which);
  }

  private int[] all(IntPredicate which) {
    return IntStream.range(0, members.length).filter(which).toArray();
  }
}
