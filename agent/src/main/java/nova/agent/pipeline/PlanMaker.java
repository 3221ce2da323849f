package nova.agent.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nova.agent.balancer.CheckRules;
import nova.agent.balancer.HealthKey;
import nova.agent.balancer.HealthLedger;
import nova.agent.balancer.ServerAddress;
import nova.agent.balancer.ServerState;
import nova.agent.config.Check;
import nova.agent.config.ConfigSnapshot;
import nova.agent.config.Pool;
import nova.agent.config.Route;
import nova.agent.telemetry.TrafficLedger;
import nova.agent.telemetry.TrafficSeries;
import nova.agent.upstream.Endpoint;
import nova.agent.upstream.Probes;

/** Turns snapshots into plans; endpoints live on from one plan to the next. */
final class PlanMaker {
  private final TrafficLedger ledger;
  private final HealthLedger health;
  private final Set<PoolName> running = new HashSet<>();
  private Map<ServerAddress, Endpoint> endpoints = new HashMap<>();

  private record PoolName(String adc, String pool) {}

  PlanMaker(TrafficLedger ledger, HealthLedger health) {
    this.ledger = ledger;
    this.health = health;
  }

  ServingPlan plan(ConfigSnapshot snapshot) {
    List<ServingPlan.AdcPlan> adcs = new ArrayList<>();
    for (ConfigSnapshot.Adc adc : snapshot.adcs()) {
      adcs.add(adc(snapshot.zone(), adc));
    }
    return new ServingPlan(snapshot.version(), List.copyOf(adcs));
  }

  /** Forgets what the plan now served does not name. */
  void settle(ServingPlan plan) {
    List<ServerState> states = new ArrayList<>();
    Map<ServerAddress, Endpoint> kept = new HashMap<>();
    running.clear();
    for (ServingPlan.AdcPlan adc : plan.adcs()) {
      for (ServingPlan.PoolPlan pool : adc.pools()) {
        running.add(new PoolName(adc.adc().id(), pool.pool().id()));
        for (int i = 0; i < pool.keys().length; i++) {
          states.add(pool.states()[i]);
          kept.put(pool.keys()[i].address(), pool.endpoints()[i]);
        }
      }
    }
    health.keepOnly(states);
    endpoints = kept;
  }

  /** Opens and closes servers as the plan says; before its first visitor. */
  void open(ServingPlan plan, long nowNanos) {
    for (ServingPlan.AdcPlan adc : plan.adcs()) {
      for (ServingPlan.PoolPlan pool : adc.pools()) {
        boolean runs = running.contains(new PoolName(adc.adc().id(), pool.pool().id()));
        for (int i = 0; i < pool.states().length; i++) {
          pool.states()[i].open(Balances.open(pool.pool().servers().get(i)), runs, nowNanos);
        }
      }
    }
  }

  List<Endpoint> endpoints() {
    return List.copyOf(endpoints.values());
  }

  private ServingPlan.AdcPlan adc(String zone, ConfigSnapshot.Adc adc) {
    Map<String, ServingPlan.PoolPlan> pools = new HashMap<>();
    for (Pool pool : adc.pools()) {
      pools.put(pool.id(), pool(zone, adc, pool));
    }
    return new ServingPlan.AdcPlan(
        adc,
        Policies.table(adc.routes()),
        adc.routes().stream().map(r -> way(adc, r, pools)).toArray(ServingPlan.Way[]::new),
        List.copyOf(pools.values()),
        Policies.errorPages(adc),
        ledger.series(adc.id(), "", ""));
  }

  private ServingPlan.Way way(
      ConfigSnapshot.Adc adc, Route route, Map<String, ServingPlan.PoolPlan> pools) {
    return switch (route.goal()) {
      case Route.ToPool(String id, Route.Rewrite rewrite) ->
          route(adc, route, rewrite, Objects.requireNonNull(pools.get(id)));
      case Route.Redirect redirect ->
          new ServingPlan.RedirectPlan(
              Policies.redirect(route, redirect), ledger.series(adc.id(), route.id(), ""));
    };
  }

  private ServingPlan.RoutePlan route(
      ConfigSnapshot.Adc adc, Route route, Route.Rewrite rewrite, ServingPlan.PoolPlan pool) {
    TrafficSeries[] byServer =
        pool.pool().servers().stream()
            .map(server -> ledger.series(adc.id(), route.id(), server.id()))
            .toArray(TrafficSeries[]::new);
    return new ServingPlan.RoutePlan(
        route,
        pool,
        byServer,
        ledger.series(adc.id(), route.id(), ""),
        Policies.changes(route, rewrite),
        route.retry().orElse(pool.pool().retry()),
        route.retry().map(own -> new RetryBudget(own, System.nanoTime())).orElse(pool.budget()),
        new UsualTime());
  }

  private ServingPlan.PoolPlan pool(String zone, ConfigSnapshot.Adc adc, Pool pool) {
    int count = pool.servers().size();
    ServerState[] states = new ServerState[count];
    Endpoint[] where = new Endpoint[count];
    HealthKey[] keys = new HealthKey[count];
    String question = pool.check().map(Check::toString).orElse("");
    for (int i = 0; i < count; i++) {
      Pool.Server server = pool.servers().get(i);
      ServerAddress address = new ServerAddress(server.host(), server.port());
      keys[i] = new HealthKey(address, question);
      boolean down = pool.check().map(Check::initiallyDown).orElse(false);
      states[i] = health.server(adc.id(), pool.id(), server.id(), keys[i], down);
      where[i] =
          endpoints.computeIfAbsent(address, a -> new Endpoint(server.host(), server.port()));
    }
    Pool.Server[] servers = pool.servers().toArray(Pool.Server[]::new);
    return new ServingPlan.PoolPlan(
        pool,
        states,
        where,
        keys,
        Balances.of(pool, zone, servers, states, health),
        new WaitingLine(pool.breaker().maxPending()),
        new RetryBudget(pool.retry(), System.nanoTime()),
        Policies.visits(adc, pool));
  }

  /** One probe per distinct server and check. */
  static List<Probes.Target> probes(ServingPlan plan, ProbeSink sink) {
    Map<HealthKey, Probes.Target> targets = new HashMap<>();
    for (ServingPlan.AdcPlan adc : plan.adcs()) {
      for (ServingPlan.PoolPlan pool : adc.pools()) {
        pool.pool().check().ifPresent(check -> probes(pool, check, sink, targets));
      }
    }
    return List.copyOf(targets.values());
  }

  /** Takes the result of one check. */
  interface ProbeSink {
    void checked(ServerState state, String cause, CheckRules rules);
  }

  private static void probes(
      ServingPlan.PoolPlan pool,
      Check check,
      ProbeSink sink,
      Map<HealthKey, Probes.Target> targets) {
    CheckRules rules = new CheckRules(check.rise(), check.fall());
    for (int i = 0; i < pool.keys().length; i++) {
      if (pool.pool().servers().get(i).maintenance()) {
        continue;
      }
      ServerState state = pool.states()[i];
      Endpoint endpoint = pool.endpoints()[i];
      String host =
          check.host().isEmpty()
              ? (endpoint.host().contains(":") ? "[" + endpoint.host() + "]" : endpoint.host())
                  + ":"
                  + endpoint.port()
              : check.host();
      targets.put(
          pool.keys()[i],
          new Probes.Target(
              endpoint,
              check.path(),
              host,
              check.interval(),
              check.timeout(),
              check.expected().getFirst().from(),
              check.expected().getFirst().to(),
              cause -> sink.checked(state, cause, rules)));
    }
  }
}
