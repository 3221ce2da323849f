package nova.agent.balancer;

/** Watches what servers answer to visitors and sets aside those that answer badly. */
final class AnswerWatch {
  /** Nobody is set aside for less: a collector's pause, a cold cache. */
  private static final long LEAST_STALL_NANOS = 250_000_000L;

  /** So many times as long as what is usual. */
  private static final int STALL_TIMES = 4;

  /** Requests that wait in vain together: one alone may just be a slow page. */
  private static final int STALL_TOGETHER = 3;

  /** What one alone must wait for more than those together. */
  private static final int ALONE_TIMES = 4;

  private final PassiveRules rules;
  private final Member[] members;
  private final HealthLedger ledger;
  private final UsualTimes usual = new UsualTimes();

  AnswerWatch(PassiveRules rules, Member[] members, HealthLedger ledger) {
    this.rules = rules;
    this.members = members;
    this.ledger = ledger;
    if (rules.on() && rules.ratioPercent() > 0) {
      for (Member member : members) {
        var unused = member.state().standing().ratio(rules.ratioWindowNanos());
      }
    }
  }

  boolean isDown(int status) {
    return rules.on() && rules.down().has(status);
  }

  void firstByte(long nanos) {
    usual.add(nanos);
  }

  void good(int server, long nowNanos) {
    ServerState state = members[server].state();
    if (state.standing().good(nowNanos, ledger.clock())) {
      ledger.tell(state);
    }
  }

  void bad(int server, String cause, boolean confirmed, long nowNanos) {
    if (!rules.on()) {
      return;
    }
    Standing standing = members[server].state().standing();
    if (standing.aside()) {
      standing.badAgain(cause, rules.baseNanos(), nowNanos);
    } else if (standing.bad(confirmed, rules, nowNanos)) {
      setAside(server, cause, nowNanos);
    }
  }

  long stallNanos(int server) {
    long together = togetherNanos(server);
    boolean few = members[server].state().load().inFlight() < STALL_TOGETHER;
    return together == Long.MAX_VALUE || !few ? together : ALONE_TIMES * together;
  }

  /** How long several requests must wait in vain. */
  private long togetherNanos(int server) {
    if (!rules.on() || !rules.stalls()) {
      return Long.MAX_VALUE;
    }
    long own = members[server].state().load().usual().longest();
    long longest = Math.max(own, usual.longest());
    return longest == UsualTimes.UNKNOWN
        ? Long.MAX_VALUE
        : Math.max(LEAST_STALL_NANOS, STALL_TIMES * longest);
  }

  boolean stalled(int server, long waitedNanos, long nowNanos) {
    Standing standing = members[server].state().standing();
    ServerLoad load = members[server].state().load();
    long together = togetherNanos(server);
    if (together == Long.MAX_VALUE || !load.silentFor(waitedNanos, nowNanos)) {
      return standing.aside(); // it answers others: a slow page, not a stalled server
    }
    if (load.overdue() >= STALL_TOGETHER || waitedNanos / ALONE_TIMES >= together) {
      String cause = "no answer for " + waitedNanos / 1_000_000 + " ms, far longer than usual";
      if (standing.aside()) {
        standing.badAgain(cause, rules.baseNanos(), nowNanos);
      } else {
        setAside(server, cause, nowNanos);
      }
    }
    return standing.aside();
  }

  private void setAside(int server, String cause, long nowNanos) {
    if (!allowed(server)) {
      return;
    }
    ServerState state = members[server].state();
    boolean done;
    synchronized (ledger) { // two threads must not set aside each other's last server
      done =
          allowed(server)
              && state
                  .standing()
                  .eject(cause, rules.baseNanos(), nowNanos, ledger.clock().millis());
    }
    if (done) {
      ledger.tell(state);
    }
  }

  private boolean allowed(int server) {
    int all = 0;
    int aside = 1;
    boolean another = false;
    for (int i = 0; i < members.length; i++) {
      if (members[i].open() || i == server) {
        all++;
        Standing standing = members[i].state().standing();
        if (i != server) {
          aside += standing.aside() ? 1 : 0;
          another |= members[i].weight() > 0 && standing.available();
        }
      }
    }
    return another ? aside * 100 / all <= rules.maxEjectedPercent() : rules.ejectLast();
  }
}
