package nova.agent.balancer;

/** One server of one pool: what is known about it and what it carries. Outlives config changes. */
public final class ServerState {

  public enum Health {
    UNKNOWN,
    HEALTHY,
    UNHEALTHY
  }

  /**
   * What is known, since when, and why when it is bad.
   *
   * @param passive its answers to visitors say so, no check does
   */
  public record Verdict(Health health, long sinceMillis, String cause, boolean passive) {}

  private final Membership.Key membershipKey;
  private final HealthKey key;
  private final Membership membership;
  private final ServerLoad load;
  private final Standing standing;

  ServerState(
      Membership.Key membershipKey,
      HealthKey key,
      Membership membership,
      ServerLoad load,
      Standing standing) {
    this.membershipKey = membershipKey;
    this.key = key;
    this.membership = membership;
    this.load = load;
    this.standing = standing;
  }

  public HealthKey key() {
    return key;
  }

  public Verdict verdict() {
    return standing.verdict();
  }

  public boolean available() {
    return standing.available();
  }

  /** Requests and tunnels that this pool has with it now. */
  public int inFlight() {
    return membership.inFlight().get();
  }

  /** True when what is left with it must be cut off now: its drain is over. */
  public boolean forced() {
    return membership.forced();
  }

  /** Ends its drain: what is left may be cut off, or not any more. */
  public void force(boolean now) {
    membership.force(now);
  }

  /**
   * Says whether it gets requests from now on.
   *
   * @param running whether its pool has been serving: then it starts slowly
   */
  public void open(boolean open, boolean running, long nowNanos) {
    membership.open(open, running, nowNanos);
  }

  Membership.Key membershipKey() {
    return membershipKey;
  }

  ServerLoad load() {
    return load;
  }

  Standing standing() {
    return standing;
  }

  /** Takes a slot; false when there are {@code most} requests with it already. */
  boolean enter(int most) {
    if (!load.enter(most)) {
      return false;
    }
    membership.inFlight().getAndIncrement();
    return true;
  }

  void leave() {
    membership.inFlight().getAndDecrement();
    if (load.leave() == 0) {
      standing.nobodyLeft();
    }
  }

  /** How much of its share it gets now. */
  double share(long slowStartNanos, long nowNanos) {
    return Math.min(
        SlowStart.share(membership.since(), slowStartNanos, nowNanos),
        SlowStart.share(standing.recovered(), slowStartNanos, nowNanos));
  }

  boolean starting(long slowStartNanos, long nowNanos) {
    return !SlowStart.over(membership.since(), slowStartNanos, nowNanos)
        || !SlowStart.over(standing.recovered(), slowStartNanos, nowNanos);
  }
}
