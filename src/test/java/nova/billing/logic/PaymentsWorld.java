package nova.billing.logic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nova.billing.Invoice;
import nova.billing.PaymentQueries;
import nova.billing.Plan;
import nova.billing.processor.PaymentProcessor;
import nova.billing.store.ChargeOnceRows;
import nova.billing.store.InvoiceRows;
import nova.billing.store.NoticeRows;
import nova.billing.store.PaymentRows;
import nova.billing.store.UsageRows;
import nova.billing.stripe.TestStripe;
import nova.kernel.Page;
import nova.kernel.TenantScope;
import nova.local.stripe.LocalStripe;
import nova.platform.errors.ErrorReports;
import nova.platform.ids.Ids;
import nova.platform.mail.Letter;
import nova.platform.settings.HttpSettings;
import nova.tenants.ApiToken;
import nova.tenants.Organisation;
import nova.tenants.TenantQueries;
import nova.testing.TestPostgres;
import org.jspecify.annotations.Nullable;

/**
 * Metering, billing and payments on PostgreSQL and before the stand-in for Stripe, around one
 * clock. Notices lie with Stripe until a test takes them.
 */
final class PaymentsWorld implements AutoCloseable {
  final BillingWorld world;
  final LocalStripe stripe;
  final PaymentProcessor processor;
  final List<Letter> letters = new ArrayList<>();
  final List<String> alarms = new ArrayList<>();
  final Synchronisation synchronisation;
  final UsageReporting reporting;
  final Drafts drafts;
  final Dunning dunning;
  final NoticeDesk notices;
  final NoticeReplay replay;
  final PaymentCounter counter;
  final PaymentQueries payments;
  private final HttpClient browser = HttpClient.newHttpClient();
  private final Set<String> posted = new HashSet<>();

  PaymentsWorld(Instant start) throws SQLException {
    forgetOthers();
    world = new BillingWorld(start);
    stripe = LocalStripe.start(0, TestStripe.KEY, world.clock);
    stripe.holdWebhooks(true);
    stripe.tell(URI.create("http://127.0.0.1:9/"), TestStripe.WEBHOOK_SECRET);
    processor = TestStripe.at(stripe.uri(), world.clock);
    var rows = new PaymentRows();
    var invoices = new InvoiceRows();
    var usage = new UsageRows();
    var charges = new ChargeOnceRows();
    var settings = new HttpSettings(URI.create("https://nova.example"));
    ErrorReports reports = (where, error) -> alarms.add(where + ": " + error.getMessage());
    Postbox postbox =
        (_, key, letter) -> {
          boolean first = posted.add(key);
          if (first) {
            letters.add(letter);
          }
          return first;
        };
    TenantQueries tenants = new Tenants();
    dunning =
        new Dunning(
            world.database,
            rows,
            world.accounts,
            tenants,
            postbox,
            new DunningLetters(settings),
            world.clock);
    synchronisation =
        new Synchronisation(
            world.database,
            processor,
            rows,
            invoices,
            usage,
            charges,
            world.accounts,
            dunning,
            reports,
            world.clock);
    reporting =
        new UsageReporting(world.database, processor, usage, synchronisation, reports, world.clock);
    drafts =
        new Drafts(
            world.database,
            processor,
            rows,
            invoices,
            usage,
            synchronisation,
            reports,
            world.clock);
    var noticeRows = new NoticeRows();
    notices =
        new NoticeDesk(
            world.database, processor, noticeRows, rows, synchronisation, reports, world.clock);
    replay = new NoticeReplay(world.database, processor, noticeRows, notices, world.clock);
    counter =
        new PaymentCounter(
            world.database,
            processor,
            rows,
            invoices,
            charges,
            synchronisation,
            tenants,
            new Ids(world.clock),
            settings);
    payments =
        new PaymentDesk(world.database, processor, rows, invoices, usage, world.billing, dunning);
  }

  /** Another test's stand-in is gone, and with it its customers. */
  private static void forgetOthers() throws SQLException {
    try (Connection owner = TestPostgres.rules(TestPostgres.OWNER);
        var statement = owner.createStatement()) {
      statement.execute(
          "TRUNCATE payment_account, usage_event, invoice, invoice_line, payment_notice, single_charge");
      statement.execute("DELETE FROM reading_place WHERE name = 'payment-notices'");
      statement.execute(
          "UPDATE reading_place SET place = (SELECT coalesce(max(position), 0) FROM hour_charge)"
              + " WHERE name = 'hour-charges'");
    }
  }

  private static final class Tenants implements TenantQueries {
    @Override
    public Organisation organisation(TenantScope scope) {
      return new Organisation(scope.tenant(), "Acme", 0, Instant.EPOCH);
    }

    @Override
    public Page<ApiToken> apiTokens(TenantScope scope, int limit, java.util.@Nullable UUID before) {
      return new Page<>(List.of(), null);
    }

    @Override
    public List<String> billingAddresses(TenantScope scope) {
      return List.of("ada@customer.example");
    }
  }

  /** On Pro, with a card, and so many nodes. */
  BillingWorld.Customer customer(String card, int nodes) throws Exception {
    var customer = world.new Customer();
    world.accounts.choose(customer.scope(), Plan.PRO, customer.revision());
    leaveCard(customer, card);
    customer.start(nodes);
    return customer;
  }

  /** As a person does: to the page, types the number, confirms, and comes back. */
  void leaveCard(BillingWorld.Customer customer, String number) throws Exception {
    URI page = counter.cardPage(customer.scope(), "/o/x/billing");
    HttpResponse<String> answer = post(page, "number=" + number);
    if (location(answer).contains("/3ds/")) {
      answer = post(URI.create(location(answer)), "answer=yes");
    }
    String back = location(answer);
    assertThat(back).startsWith("https://nova.example/o/x/billing?session=cs_test_");
    counter.cardLeft(customer.scope(), back.substring(back.indexOf('=') + 1));
  }

  HttpResponse<String> post(URI page, String form) throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(page)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** A call of Stripe's API that only its dashboard would make. */
  String api(String path, String... form) throws IOException, InterruptedException {
    var body = new StringBuilder();
    for (int i = 0; i < form.length; i += 2) {
      body.append(form[i]).append('=');
      body.append(URLEncoder.encode(form[i + 1], StandardCharsets.UTF_8)).append('&');
    }
    HttpResponse<String> answer =
        browser.send(
            HttpRequest.newBuilder(stripe.uri().resolve(path))
                .header("Authorization", "Bearer " + TestStripe.KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** The payment of an invoice. */
  String paymentOf(String invoice) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        browser.send(
            HttpRequest.newBuilder(stripe.uri().resolve("/v1/invoice_payments?invoice=" + invoice))
                .header("Authorization", "Bearer " + TestStripe.KEY)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    Matcher intent = Pattern.compile("\"(pi_[A-Za-z0-9]+)\"").matcher(answer.body());
    assertThat(intent.find()).as(answer.body()).isTrue();
    return intent.group(1);
  }

  private static String location(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Location")
        .orElseThrow(() -> new AssertionError(answer.body()));
  }

  /** Every job once, Stripe's own time first; notices come as they were sent. */
  void tick() {
    stripe.tick();
    deliver(stripe.heldWebhooks());
    jobs();
  }

  void jobs() {
    reporting.run();
    notices.run();
    drafts.run();
    dunning.run();
  }

  void deliver(List<LocalStripe.Webhook> webhooks) {
    webhooks.forEach(one -> notices.take(one.body(), one.signature()));
  }

  /** Hours with nodes, and all jobs after each. */
  void hours(long count, BillingWorld.Customer... customers) {
    for (long i = 0; i < count; i++) {
      world.hours(1, customers);
      tick();
    }
  }

  /** So many hours of which only the ends matter: jobs every few of them. */
  void hoursFast(long count, BillingWorld.Customer... customers) {
    for (long left = count; left > 0; left -= 12) {
      world.hours(Math.min(left, 12), customers);
      tick();
    }
  }

  void pass(Duration time) {
    world.clock.pass(time);
    tick();
  }

  List<Invoice> invoices(BillingWorld.Customer customer) {
    return payments.invoices(customer.reading(), 50, null).items();
  }

  @Override
  public void close() {
    browser.shutdownNow();
    stripe.close();
  }
}
