package nova.nodes.logic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nova.nodes.Node.Health;
import nova.nodes.Node.ServerState;
import nova.nodes.ServerView;
import nova.nodes.ServerView.Counts;
import nova.nodes.ServerView.Seen;
import nova.nodes.ServerView.Service;
import nova.nodes.ServerView.Verdict;
import nova.nodes.document.AdcDocument;
import nova.nodes.document.Pool;
import nova.nodes.document.Server;
import nova.nodes.store.SeenRows.NodeView;
import org.jspecify.annotations.Nullable;

/** Many nodes' views of servers, as one. What an offline node saw last does not count. */
final class ServerViews {
  private final List<NodeView> nodes;
  private final Map<Key, List<Seen>> seen = new HashMap<>();

  private record Key(String pool, String server) {}

  /**
   * Of the nodes that serve an ADC.
   *
   * @param nodes none but those
   */
  ServerViews(List<NodeView> nodes) {
    this.nodes = List.copyOf(nodes);
    for (NodeView node : nodes) {
      if (node.online()) {
        var merged = new HashMap<Key, Seen>();
        node.servers()
            .forEach(
                it ->
                    merged.merge(
                        new Key(it.pool(), it.server()), seen(node, it), ServerViews::worse));
        merged.forEach(
            (key, one) -> seen.computeIfAbsent(key, fresh -> new ArrayList<>()).add(one));
      }
    }
  }

  List<ServerView> of(AdcDocument document) {
    var views = new ArrayList<ServerView>();
    for (Pool pool : document.pools()) {
      pool.servers().forEach(server -> views.add(view(pool, server)));
    }
    return views;
  }

  private static Seen seen(NodeView node, ServerState state) {
    return new Seen(
        node.id(),
        node.name(),
        state.health(),
        state.since(),
        state.cause(),
        state.passive(),
        state.inFlight());
  }

  /** Of a name with several addresses a node may tell several times. */
  private static Seen worse(Seen one, Seen other) {
    Seen worse = other.health() == Health.UNHEALTHY ? other : one;
    return new Seen(
        worse.node(),
        worse.name(),
        worse.health(),
        worse.since(),
        worse.cause(),
        worse.passive(),
        one.inFlight() + other.inFlight());
  }

  private ServerView view(Pool pool, Server server) {
    var by = seen.getOrDefault(new Key(pool.name(), server.name()), List.of());
    int healthy = count(by, Health.HEALTHY);
    int unhealthy = count(by, Health.UNHEALTHY);
    Verdict verdict = verdict(healthy, unhealthy, by.size());
    // a reason to worry is what is told first, also when only some nodes have it
    Health told = unhealthy > 0 ? Health.UNHEALTHY : Health.HEALTHY;
    var tellers = by.stream().filter(one -> one.health() == told).toList();
    long inFlight = by.stream().mapToLong(Seen::inFlight).sum();
    return new ServerView(
        pool.name(),
        server,
        pool.stageOf(server.name()).orElse(null),
        service(server, inFlight),
        verdict,
        since(tellers),
        tellers.stream().map(Seen::cause).filter(Objects::nonNull).findFirst().orElse(null),
        tellers.stream().anyMatch(Seen::passive),
        inFlight,
        new Counts(
            nodes.size(),
            (int) nodes.stream().filter(NodeView::online).count(),
            (int) nodes.stream().filter(NodeView::current).count(),
            healthy,
            unhealthy,
            by.size() - healthy - unhealthy),
        by.stream()
            .sorted(Comparator.comparing((Seen one) -> one.health() != Health.UNHEALTHY))
            .limit(ServerView.MAX_SEEN_BY)
            .toList());
  }

  private static int count(List<Seen> by, Health health) {
    return (int) by.stream().filter(one -> one.health() == health).count();
  }

  private static Verdict verdict(int healthy, int unhealthy, int all) {
    if (healthy > 0 && unhealthy > 0) {
      return Verdict.MIXED;
    }
    if (unhealthy > 0) {
      return unhealthy == all ? Verdict.UNHEALTHY : Verdict.MIXED;
    }
    return healthy > 0 ? Verdict.HEALTHY : Verdict.UNKNOWN;
  }

  private static @Nullable Instant since(List<Seen> tellers) {
    return tellers.stream()
        .map(Seen::since)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private Service service(Server server, long inFlight) {
    if (server.maintenance()) {
      return Service.MAINTENANCE;
    }
    if (server.drain() == null) {
      return Service.SERVING;
    }
    // a node that serves an older config may still send to it, heard or not
    boolean stopped =
        nodes.stream().allMatch(node -> node.current() && (!node.online() || node.told()));
    return stopped && inFlight == 0 ? Service.DRAINED : Service.DRAINING;
  }
}
