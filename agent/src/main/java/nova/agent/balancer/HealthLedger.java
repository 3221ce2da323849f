package nova.agent.balancer;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import nova.agent.balancer.ServerState.Health;
import nova.agent.balancer.ServerState.Verdict;

/**
 * All servers, across config changes: what they carry by address, what is known of them by address
 * and check, their place in a pool by its name.
 */
public final class HealthLedger {

  /** Hears of every verdict that changed; on the thread that found out, which must go on. */
  public interface News {
    void changed(ServerAddress address, Verdict verdict);
  }

  private final Map<ServerAddress, ServerLoad> loads = new ConcurrentHashMap<>();
  private final Map<HealthKey, Standing> standings = new ConcurrentHashMap<>();
  private final Map<Membership.Key, Membership> memberships = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();
  private final InstantSource clock;
  private final News news;

  public HealthLedger(InstantSource clock, News news) {
    this.clock = clock;
    this.news = news;
  }

  /**
   * A server of a pool, as it is known already or as new.
   *
   * @param initiallyDown whether it gets nothing before its check succeeded
   */
  public ServerState server(
      String adc, String pool, String server, HealthKey key, boolean initiallyDown) {
    Membership.Key place = new Membership.Key(adc, pool, server, key.address());
    return new ServerState(
        place,
        key,
        memberships.computeIfAbsent(place, k -> new Membership()),
        loads.computeIfAbsent(key.address(), ServerLoad::new),
        standings.computeIfAbsent(key, k -> standing(k, initiallyDown)));
  }

  private Standing standing(HealthKey key, boolean initiallyDown) {
    boolean hasCheck = !key.question().isEmpty();
    Health first = !hasCheck ? Health.HEALTHY : initiallyDown ? Health.UNHEALTHY : Health.UNKNOWN;
    return new Standing(
        hasCheck,
        new Verdict(
            first, clock.millis(), first == Health.UNHEALTHY ? "not checked yet" : "", false));
  }

  /** Forgets servers no config names any more. */
  public void keepOnly(Collection<ServerState> named) {
    Set<ServerAddress> addresses = new HashSet<>();
    Set<HealthKey> keys = new HashSet<>();
    Set<Membership.Key> places = new HashSet<>();
    for (ServerState server : named) {
      addresses.add(server.key().address());
      keys.add(server.key());
      places.add(server.membershipKey());
    }
    loads.keySet().retainAll(addresses);
    standings.keySet().retainAll(keys);
    memberships.keySet().retainAll(places);
  }

  /**
   * Enters one result of an active check.
   *
   * @param cause empty on success
   */
  public void checked(ServerState server, String cause, CheckRules rules, long nowNanos) {
    if (server.standing().checked(cause, rules, nowNanos, clock.millis())) {
      tell(server);
    }
  }

  InstantSource clock() {
    return clock;
  }

  /** Grows whenever a server became available or ceased to be. */
  long changes() {
    return changes.get();
  }

  /** To be called after every change of a verdict. */
  void tell(ServerState server) {
    changes.incrementAndGet();
    news.changed(server.key().address(), server.verdict());
  }
}
