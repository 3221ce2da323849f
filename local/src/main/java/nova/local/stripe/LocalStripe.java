package nova.local.stripe;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nova.local.http.Answers;
import nova.local.http.LoopbackServer;

/** Stripe, as far as billing by the node-hour needs it. */
public final class LocalStripe implements AutoCloseable {
  /** The only version it speaks: that of stripe-java 33.3.0. */
  public static final String API_VERSION = "2026-07-29.dahlia";

  private static final long TICK_MILLIS = 1_000;
  private final Things things = new Things();
  private final Clocks clocks;
  private final Deliveries deliveries;
  private final WebhookEndpoints endpoints;
  private final Door door;
  private final Pages pages;
  private final ControlPage control;
  private final Cycle cycle;
  private final Optional<Path> file;
  private final LoopbackServer server;
  private final ScheduledExecutorService ticking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stripe-clock").factory());

  private LocalStripe(int port, String key, InstantSource clock, Optional<Path> file) {
    this.file = file;
    load();
    this.server = LoopbackServer.start(port, new BlockingHandler(this::route));
    String base = server.uri().toString();
    clocks = new Clocks(clock, things);
    deliveries = new Deliveries(clocks);
    endpoints = new WebhookEndpoints(things, clocks);
    var events = new Events(things, clocks, deliveries);
    var usage = new Usage(things);
    var customers = new Customers(things, clocks, events);
    var setups = new SetupIntents(things, clocks, events, customers, base);
    var sessions = new CheckoutSessions(things, clocks, events, setups, base);
    var payments = new Payments(things, clocks, events, customers, base);
    var subscriptions = new Subscriptions(things, clocks, events);
    var collecting = new Collecting(things, events, payments, subscriptions, base);
    var invoices = new Invoices(things, clocks, events, usage, collecting);
    cycle = new Cycle(things, clocks, invoices, collecting, subscriptions);
    var routes = new Routes().on("GET", "/v1/account", _ -> Blanks.of("account"));
    new Catalogue(things, clocks, events).addTo(routes);
    new MeterEvents(things, clocks, usage).addTo(routes);
    customers.addTo(routes);
    setups.addTo(routes);
    sessions.addTo(routes);
    payments.addTo(routes);
    new Refunds(things, clocks, events).addTo(routes);
    subscriptions.addTo(routes);
    invoices.addTo(routes);
    new Portal(things, clocks, base).addTo(routes);
    events.addTo(routes);
    endpoints.addTo(routes);
    new TestClocks(things, clocks, cycle).addTo(routes);
    door = new Door(key, things, routes, clocks);
    pages =
        new Pages(
            new Pages.Parts(
                things, clocks, setups, sessions, payments, collecting, customers, events));
    control = new ControlPage(things, clocks);
  }

  /**
   * Starts it, with an empty memory.
   *
   * @param port 0 chooses a free one
   * @param key the only secret key it accepts
   */
  public static LocalStripe start(int port, String key, InstantSource clock) {
    return new LocalStripe(port, key, clock, Optional.empty());
  }

  /**
   * Starts it with what it knew before, and lets time pass by itself.
   *
   * @param file where it keeps what it knows
   */
  public static LocalStripe start(int port, String key, InstantSource clock, Path file) {
    var stripe = new LocalStripe(port, key, clock, Optional.of(file));
    var _ =
        stripe.ticking.scheduleAtFixedRate(
            stripe::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return stripe;
  }

  public URI uri() {
    return server.uri();
  }

  /** Tells that address everything from now on, signed with that secret. */
  public void tell(URI webhook, String secret) {
    door.locked(() -> endpoints.ensure(webhook.toString(), secret));
  }

  /** Does what became due by the clock. */
  public void tick() {
    door.locked(
        () -> {
          cycle.run();
          save();
        });
  }

  /** Moves the billing time. */
  public void forward(Duration by) {
    door.locked(
        () -> {
          clocks.forward(by.toSeconds());
          things.touched();
          cycle.run();
        });
  }

  /** From now on every call's connection is dropped; or no longer. */
  public void down(boolean on) {
    door.down(on);
  }

  /** The next {@code times} calls are answered with that status. */
  public void failNext(int times, int status) {
    door.failNext(times, status);
  }

  /** Keeps events from leaving by themselves; or no longer. */
  public void holdWebhooks(boolean on) {
    deliveries.hold(on);
  }

  /** Events that were held, oldest first; each is handed out once. */
  public List<Webhook> heldWebhooks() {
    return deliveries.takeHeld().stream().map(one -> new Webhook(one, deliveries, clocks)).toList();
  }

  /** An event on its way. */
  public static final class Webhook {
    private final Deliveries.Delivery delivery;
    private final Deliveries deliveries;
    private final Clocks clocks;

    private Webhook(Deliveries.Delivery delivery, Deliveries deliveries, Clocks clocks) {
      this.delivery = delivery;
      this.deliveries = deliveries;
      this.clocks = clocks;
    }

    public String type() {
      return delivery.type();
    }

    public String body() {
      return delivery.body();
    }

    /** The header, signed now. */
    public String signature() {
      return Deliveries.signature(delivery, clocks.machineTime());
    }

    /** Posts it once; the answer's status. */
    public int send() {
      return deliveries.send(delivery);
    }
  }

  /** What is asked and answered from now on, for tests. */
  public void watchedBy(Consumer<Call> witness) {
    door.watchedBy(
        one ->
            witness.accept(
                new Call(
                    one.method(), one.path(), one.asked(), one.status(), one.answer().toString())));
  }

  /** One call: parameters and answer as JSON. */
  public record Call(String method, String path, String asked, int status, String answer) {}

  private void route(HttpServerExchange exchange) throws IOException {
    String path = exchange.getRequestPath();
    if (path.startsWith("/v1/") || path.startsWith("/v2/")) {
      door.answer(exchange);
    } else if (path.equals("/")) {
      door.locked(() -> Answers.html(exchange, 200, control.page()));
    } else if (path.equals("/_control/clock")) {
      moveClock(exchange);
    } else if (!pages.answer(exchange)) {
      Answers.text(exchange, 404, "no such page");
    }
  }

  private void moveClock(HttpServerExchange exchange) throws IOException {
    var form = Parameters.ofForm(new String(Answers.body(exchange), StandardCharsets.UTF_8));
    try {
      forward(
          Duration.ofSeconds(
              form.has("seconds") ? form.number("seconds") : control.seconds(form.text("by"))));
      exchange.setStatusCode(303);
      exchange.getResponseHeaders().put(Headers.LOCATION, "/");
      exchange.endExchange();
    } catch (Refusal refusal) {
      Answers.text(exchange, 400, refusal.said());
    }
  }

  private void load() {
    try {
      if (file.isPresent()) {
        things.load(file.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void save() {
    try {
      if (file.isPresent()) {
        things.save(file.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    ticking.shutdownNow();
    server.close();
    deliveries.close();
    door.locked(this::save);
  }
}
