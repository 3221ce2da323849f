package nova.billing.logic;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import nova.billing.AccountCommands;
import nova.billing.Standing;
import nova.billing.store.PaymentRows;
import nova.billing.store.PaymentRows.PastDue;
import nova.kernel.AcrossTenants;
import nova.kernel.Actor;
import nova.kernel.ChangeScope;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.jobs.Job;
import nova.platform.mail.Letter;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;
import nova.tenants.TenantQueries;

/**
 * What follows when an invoice is not paid: letters, and after the grace period no new paid nodes.
 * Nothing that runs is ever stopped. Each step is a compare-and-set, so it is taken once.
 */
@Component
@AcrossTenants("looks for whoever is late")
class Dunning implements Job {
  private final PaymentLimits limits = PaymentLimits.defaults();
  private final Database database;
  private final PaymentRows rows;
  private final AccountCommands accounts;
  private final TenantQueries tenants;
  private final Postbox postbox;
  private final DunningLetters letters;
  private final InstantSource clock;

  @Inject
  Dunning(
      Database database,
      PaymentRows rows,
      AccountCommands accounts,
      TenantQueries tenants,
      Postbox postbox,
      DunningLetters letters,
      InstantSource clock) {
    this.database = database;
    this.rows = rows;
    this.accounts = accounts;
    this.tenants = tenants;
    this.postbox = postbox;
    this.letters = letters;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "dunning";
  }

  @Override
  public Duration every() {
    return limits.dunningEvery();
  }

  Instant graceEnds(Instant since) {
    return since.plus(limits.grace());
  }

  /** Within the transaction that writes how things are. */
  void observe(EntityManager entities, ChangeScope scope, boolean overdue) {
    TenantId tenant = scope.tenant();
    if (overdue && rows.fallBehind(Sql.in(entities), tenant, scope.when())) {
      accounts.standing(scope, Standing.PAST_DUE);
      Instant ends = graceEnds(scope.when());
      write(entities, scope, "failed", scope.when(), to -> letters.failed(to, tenant, ends));
    } else if (!overdue && rows.catchUp(Sql.in(entities), tenant)) {
      accounts.standing(scope, Standing.GOOD);
      write(entities, scope, "settled", scope.when(), to -> letters.settled(to, tenant));
    }
  }

  @Override
  public void run() {
    Instant now = clock.instant();
    for (PastDue due : database.outside(entities -> rows.pastDue(Sql.in(entities)))) {
      var scope = new ChangeScope(due.tenant(), new Actor.Job("dunning"), "overdue", now);
      database.run(scope, entities -> next(entities, scope, due));
    }
  }

  private void next(EntityManager entities, ChangeScope scope, PastDue due) {
    Duration late = Duration.between(due.since(), scope.when());
    if (late.compareTo(limits.grace()) >= 0) {
      if (rows.remind(Sql.in(entities), due, limits.reminders().size() + 1)) {
        accounts.standing(scope, Standing.RESTRICTED);
        write(
            entities, scope, "restricted", due.since(), to -> letters.restricted(to, due.tenant()));
      }
      return;
    }
    int reminders = (int) limits.reminders().stream().filter(it -> late.compareTo(it) >= 0).count();
    if (reminders > 0 && rows.remind(Sql.in(entities), due, reminders)) {
      Instant ends = graceEnds(due.since());
      write(
          entities,
          scope,
          "reminder-" + reminders,
          due.since(),
          to -> letters.reminder(to, due.tenant(), ends));
    }
  }

  private void write(
      EntityManager entities,
      ChangeScope scope,
      String which,
      Instant since,
      Function<String, Letter> letter) {
    for (String to : tenants.billingAddresses(scope.reading())) {
      String key =
          "payment-%s:%s:%d:%s".formatted(which, scope.tenant(), since.getEpochSecond(), to);
      postbox.post(entities, shortened(key), letter.apply(to));
    }
  }

  /** Keys are at most 200 characters; addresses may be longer than what is left. */
  private static String shortened(String key) {
    return key.length() <= 200 ? key : key.substring(0, 180) + "#" + key.hashCode();
  }
}
