package nova.agent.pipeline;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import nova.agent.balancer.HealthKey;
import nova.agent.balancer.HealthLedger;
import nova.agent.balancer.ServerAddress;
import nova.agent.balancer.ServerState;
import nova.agent.config.Check;
import nova.agent.config.ConfigSnapshot;
import nova.agent.config.Pool;
import nova.agent.config.Route;
import nova.agent.routing.StickyCookie;
import nova.agent.telemetry.TrafficLedger;
import nova.agent.telemetry.TrafficSeries;
import nova.agent.upstream.Endpoint;
import nova.agent.upstream.Transport;
import nova.agent.upstream.names.Names;

/** Turns snapshots into plans; endpoints live on from one plan to the next. */
final class PlanMaker {
  private final TrafficLedger ledger;
  private final HealthLedger health;
  private final Names names;
  private final Set<PoolName> running = new HashSet<>();
  private final Transports transports = new Transports();
  private Map<Place, Endpoint> endpoints = new HashMap<>();

  /** An address, the name it is one of, and how it is spoken to. */
  private record Place(String host, InetSocketAddress at, Transport transport) {}

  private record PoolName(String adc, String pool) {}

  PlanMaker(TrafficLedger ledger, HealthLedger health, Names names) {
    this.ledger = ledger;
    this.health = health;
    this.names = names;
  }

  /** Asks where servers are that no config named before; waits, but not for ever. */
  void learnNames(ConfigSnapshot snapshot, Duration most) {
    Set<String> hosts = new HashSet<>();
    for (ConfigSnapshot.Adc adc : snapshot.adcs()) {
      adc.pools().forEach(pool -> pool.servers().forEach(server -> hosts.add(server.host())));
    }
    names.learn(hosts, most);
  }

  /** How servers are spoken to; to be prepared for a snapshot before its {@link #plan}. */
  Transports transports() {
    return transports;
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
    Map<Place, Endpoint> kept = new HashMap<>();
    Map<Endpoint, Integer> limits = new HashMap<>();
    Set<Endpoint> open = new HashSet<>();
    Set<String> hosts = new HashSet<>();
    running.clear();
    for (ServingPlan.AdcPlan adc : plan.adcs()) {
      for (ServingPlan.PoolPlan pool : adc.pools()) {
        running.add(new PoolName(adc.adc().id(), pool.pool().id()));
        states.addAll(List.of(pool.states()));
        pool.pool().servers().forEach(server -> hosts.add(server.host()));
        for (int i = 0; i < pool.endpoints().length; i++) {
          Endpoint endpoint = pool.endpoints()[i];
          InetSocketAddress at = Objects.requireNonNull(endpoint.address());
          kept.put(new Place(endpoint.host(), at, endpoint.transport()), endpoint);
          int most = pool.pool().breaker().maxConnections();
          limits.merge(endpoint, most == 0 ? Integer.MAX_VALUE : most, Math::min);
          if (Balances.open(pool.servers()[i])) {
            open.add(endpoint);
          }
        }
      }
    }
    names.keepOnly(hosts);
    health.keepOnly(states);
    endpoints.values().forEach(endpoint -> endpoint.retire(true));
    kept.values().forEach(endpoint -> endpoint.retire(!open.contains(endpoint)));
    limits.forEach(Endpoint::limit);
    endpoints = kept;
    transports.settle(plan);
  }

  /** Opens and closes servers as the plan says; before its first visitor. */
  void open(ServingPlan plan, long nowNanos) {
    for (ServingPlan.AdcPlan adc : plan.adcs()) {
      for (ServingPlan.PoolPlan pool : adc.pools()) {
        boolean runs = running.contains(new PoolName(adc.adc().id(), pool.pool().id()));
        for (int i = 0; i < pool.states().length; i++) {
          pool.states()[i].open(Balances.open(pool.servers()[i]), runs, nowNanos);
        }
      }
    }
  }

  /** What is left with a server when its drain is over may be cut off; exchanges look at that. */
  static void endDrains(ServingPlan plan, long nowMillis) {
    for (ServingPlan.AdcPlan adc : plan.adcs()) {
      for (ServingPlan.PoolPlan pool : adc.pools()) {
        for (int i = 0; i < pool.states().length; i++) {
          long until = pool.servers()[i].drainUntilMillis().orElse(0L);
          pool.states()[i].force(until > 0 && nowMillis >= until);
        }
      }
    }
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
        passages(adc, pools),
        Policies.errorPages(adc),
        ledger.series(adc.id(), "", ""));
  }

  private Map<String, ServingPlan.PassagePlan> passages(
      ConfigSnapshot.Adc adc, Map<String, ServingPlan.PoolPlan> pools) {
    Map<String, ServingPlan.PassagePlan> passages = new HashMap<>();
    for (ConfigSnapshot.Listener listener : adc.listeners()) {
      for (ConfigSnapshot.TcpRoute route : listener.tcpRoutes()) {
        ServingPlan.PoolPlan pool = Objects.requireNonNull(pools.get(route.poolId()));
        passages.put(
            route.id(),
            new ServingPlan.PassagePlan(
                route,
                pool,
                byServer(adc, route.id(), pool),
                ledger.series(adc.id(), route.id(), "")));
      }
    }
    return Map.copyOf(passages);
  }

  private TrafficSeries[] byServer(
      ConfigSnapshot.Adc adc, String routeId, ServingPlan.PoolPlan pool) {
    return Stream.of(pool.servers())
        .map(server -> ledger.series(adc.id(), routeId, server.id()))
        .toArray(TrafficSeries[]::new);
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
    return new ServingPlan.RoutePlan(
        route,
        pool,
        byServer(adc, route.id(), pool),
        ledger.series(adc.id(), route.id(), ""),
        Policies.changes(route, rewrite),
        route.retry().orElse(pool.pool().retry()),
        route.retry().map(own -> new RetryBudget(own, System.nanoTime())).orElse(pool.budget()),
        new UsualTime());
  }

  private ServingPlan.PoolPlan pool(String zone, ConfigSnapshot.Adc adc, Pool pool) {
    List<Pool.Server> servers = new ArrayList<>();
    List<Endpoint> where = new ArrayList<>();
    List<ServerState> states = new ArrayList<>();
    List<StickyCookie.Server> named = new ArrayList<>();
    Transport transport = transports.of(pool);
    boolean down = pool.check().map(Check::initiallyDown).orElse(false);
    for (Pool.Server server : pool.servers()) {
      for (InetAddress at : names.of(server.host())) {
        Endpoint endpoint = endpoint(server, at, transport);
        ServerAddress address = new ServerAddress(at.getHostAddress(), server.port());
        HealthKey key = new HealthKey(address, Checks.question(pool, server.host()));
        servers.add(server);
        where.add(endpoint);
        states.add(health.server(adc.id(), pool.id(), server.id(), key, down));
        named.add(new StickyCookie.Server(server.id(), address.host() + " " + address.port()));
      }
    }
    Pool.Server[] each = servers.toArray(Pool.Server[]::new);
    ServerState[] known = states.toArray(ServerState[]::new);
    return new ServingPlan.PoolPlan(
        pool,
        each,
        known,
        where.toArray(Endpoint[]::new),
        Balances.of(pool, zone, each, known, health),
        new WaitingLine(pool.breaker().maxPending()),
        new RetryBudget(pool.retry(), System.nanoTime()),
        Policies.visits(adc, pool, named));
  }

  private Endpoint endpoint(Pool.Server server, InetAddress at, Transport transport) {
    return endpoints.computeIfAbsent(
        new Place(server.host(), new InetSocketAddress(at, server.port()), transport),
        place -> new Endpoint(place.host(), place.at(), place.transport()));
  }
}
