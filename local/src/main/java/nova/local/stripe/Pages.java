package nova.local.stripe;

import static nova.local.http.Page.escape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import nova.local.http.Answers;

/** What Stripe hosts for customers: Checkout, 3-D Secure, invoices, the portal. */
final class Pages {
  private static final String CARDS =
      """
      <p class="soft">Test cards: 4242&nbsp;4242&nbsp;4242&nbsp;4242 works · 4000&nbsp;0025&nbsp;0000&nbsp;3155 asks for 3-D Secure once ·
      4000&nbsp;0027&nbsp;6000&nbsp;3184 asks every time · 4000&nbsp;0000&nbsp;0000&nbsp;0341 is taken, then every charge fails ·
      4000&nbsp;0000&nbsp;0000&nbsp;0002 is declined</p>""";
  private final Things things;
  private final Clocks clocks;
  private final SetupIntents setups;
  private final CheckoutSessions sessions;
  private final Payments payments;
  private final Collecting collecting;
  private final Customers customers;
  private final Events events;

  Pages(Parts parts) {
    this.things = parts.things();
    this.clocks = parts.clocks();
    this.setups = parts.setups();
    this.sessions = parts.sessions();
    this.payments = parts.payments();
    this.collecting = parts.collecting();
    this.customers = parts.customers();
    this.events = parts.events();
  }

  /** What the pages lead to. */
  record Parts(
      Things things,
      Clocks clocks,
      SetupIntents setups,
      CheckoutSessions sessions,
      Payments payments,
      Collecting collecting,
      Customers customers,
      Events events) {}

  /** False when it is none of its pages. */
  boolean answer(HttpServerExchange exchange) throws IOException {
    String[] steps = exchange.getRequestPath().split("/", -1);
    String last = steps.length == 0 ? "" : steps[steps.length - 1];
    boolean post = exchange.getRequestMethod().equalToString("POST");
    Parameters form =
        post
            ? Parameters.ofForm(new String(Answers.body(exchange), StandardCharsets.UTF_8))
            : Parameters.ofForm("");
    String place = steps.length < 2 ? "" : steps[1];
    synchronized (things) {
      try {
        switch (place) {
          case "c" -> checkout(exchange, things.get(CheckoutSessions.SESSION, last), form, post);
          case "3ds" -> secure(exchange, last, form, post);
          case "i" -> invoice(exchange, things.get(Invoices.INVOICE, last), form, post);
          case "p" -> portal(exchange, things.get(Portal.SESSION, last), form, post);
          default -> {
            return false;
          }
        }
      } catch (Refusal refusal) {
        Answers.html(exchange, refusal.status(), page("That did not work", say(refusal.said())));
      }
      if (post) {
        things.touched();
      }
    }
    return true;
  }

  private void checkout(
      HttpServerExchange exchange, ObjectNode session, Parameters form, boolean post) {
    if (!Json.is(session, "status", "open")) {
      Answers.html(exchange, 200, page("Checkout", say("This session is over.")));
      return;
    }
    if (!post) {
      Answers.html(exchange, 200, page("Leave a card", cardForm("") + cancel(session)));
      return;
    }
    try {
      ObjectNode method = customers.makeMethod(Card.of(form.text("number")));
      ObjectNode intent =
          setups.confirm(session.path("setup_intent").asText(), method.path("id").asText());
      if (Json.is(intent, "status", "requires_action")) {
        go(exchange, intent.path("next_action").path("redirect_to_url").path("url").asText());
      } else {
        finish(exchange, session);
      }
    } catch (Refusal refusal) {
      Answers.html(exchange, 200, page("Leave a card", cardForm(refusal.said()) + cancel(session)));
    }
  }

  private void finish(HttpServerExchange exchange, ObjectNode session) {
    String to = session.path("success_url").asText();
    sessions.complete(session);
    go(exchange, to.replace("{CHECKOUT_SESSION_ID}", session.path("id").asText()));
  }

  private static String cancel(JsonNode session) {
    return session.path("cancel_url").isTextual()
        ? "<p><a href=\"%s\">Back</a></p>".formatted(escape(session.path("cancel_url").asText()))
        : "";
  }

  private void secure(HttpServerExchange exchange, String id, Parameters form, boolean post) {
    boolean setup = id.startsWith("seti_");
    ObjectNode intent = things.get(setup ? "setup_intent" : Payments.INTENT, id);
    if (!Json.is(intent, "status", "requires_action")) {
      Answers.html(exchange, 200, page("3-D Secure", say("There is nothing to confirm any more.")));
      return;
    }
    if (!post) {
      Answers.html(
          exchange,
          200,
          page(
              "3-D Secure",
              say("Your bank asks: is this you?")
                  + "<form method=\"post\"><button name=\"answer\" value=\"yes\">Complete</button>"
                  + " <button name=\"answer\" value=\"no\">Fail</button></form>"));
      return;
    }
    boolean yes = form.text("answer").equals("yes");
    if (setup) {
      secureSetup(exchange, intent, yes);
    } else {
      securePayment(exchange, intent, yes);
    }
  }

  private void secureSetup(HttpServerExchange exchange, ObjectNode intent, boolean yes) {
    ObjectNode session =
        things
            .all(
                CheckoutSessions.SESSION,
                one -> Json.is(one, "setup_intent", intent.path("id").asText()))
            .stream()
            .findFirst()
            .orElseGet(() -> Blanks.of(CheckoutSessions.SESSION));
    if (yes) {
      setups.succeed(intent, things.get("payment_method", intent.path("payment_method").asText()));
      finish(exchange, session);
    } else {
      setups.fail(intent, notAuthenticated(intent));
      go(exchange, session.path("url").asText());
    }
  }

  private void securePayment(HttpServerExchange exchange, ObjectNode intent, boolean yes) {
    Optional<String> returnTo =
        Optional.ofNullable(
            intent.path("next_action").path("redirect_to_url").path("return_url").textValue());
    if (yes) {
      payments.succeed(intent);
      collecting.authenticated(
          intent, clocks.now(things.get("customer", intent.path("customer").asText())));
    } else {
      payments.fail(intent, notAuthenticated(intent));
    }
    if (returnTo.isPresent()) {
      go(exchange, returnTo.get());
    } else {
      Answers.html(exchange, 200, page("3-D Secure", say(yes ? "Confirmed. Paid." : "Refused.")));
    }
  }

  private static Refusal notAuthenticated(ObjectNode intent) {
    return Refusal.card(
        new Card.Answer.Declined(
            "authentication_required",
            "authentication_not_handled",
            "We are unable to authenticate your payment method."),
        intent);
  }

  private void invoice(
      HttpServerExchange exchange, ObjectNode invoice, Parameters form, boolean post) {
    String problem = "";
    if (post) {
      try {
        ObjectNode card = customers.makeMethod(Card.of(form.text("number")));
        payWith(invoice, card);
      } catch (Refusal refusal) {
        problem = refusal.said();
      }
      ObjectNode intent = paymentOf(invoice);
      if (Json.is(intent, "status", "requires_action")) {
        go(exchange, intent.path("next_action").path("redirect_to_url").path("url").asText());
        return;
      }
    }
    String pay = Json.is(invoice, "status", "open") ? cardForm(problem) : "";
    Answers.html(
        exchange,
        200,
        page("Invoice " + invoice.path("number").asText(), InvoicePage.of(invoice) + pay));
  }

  private void payWith(ObjectNode invoice, ObjectNode card) {
    ObjectNode customer = things.get("customer", invoice.path("customer").asText());
    customers.attached(card, customer);
    collecting.payNow(
        invoice,
        things.get(
            Subscriptions.SUBSCRIPTION,
            invoice.path("parent").path("subscription_details").path("subscription").asText()),
        Optional.of(card.path("id").asText()),
        clocks.now(customer));
  }

  private ObjectNode paymentOf(ObjectNode invoice) {
    return things
        .all("invoice_payment", one -> Json.is(one, "invoice", invoice.path("id").asText()))
        .stream()
        .findFirst()
        .map(
            one -> things.get(Payments.INTENT, one.path("payment").path("payment_intent").asText()))
        .orElseGet(() -> Blanks.of(Payments.INTENT));
  }

  private void portal(
      HttpServerExchange exchange, ObjectNode session, Parameters form, boolean post) {
    ObjectNode customer = things.get("customer", session.path("customer").asText());
    String problem = "";
    if (post) {
      try {
        newCard(customer, Card.of(form.text("number")));
      } catch (Refusal refusal) {
        problem = refusal.said();
      }
    }
    var body = new StringBuilder(PortalPage.of(things, customer));
    body.append("<h2>Use another card</h2>").append(cardForm(problem));
    if (session.path("return_url").isTextual()) {
      body.append(
          "<p><a href=\"%s\">Back</a></p>".formatted(escape(session.path("return_url").asText())));
    }
    Answers.html(
        exchange, 200, page("Billing of " + customer.path("name").asText(""), body.toString()));
  }

  private void newCard(ObjectNode customer, Card card) {
    if (card.atSetup() instanceof Card.Answer.Declined no) {
      throw Refusal.card(no, Blanks.of("setup_intent"));
    }
    ObjectNode method = customers.makeMethod(card);
    customers.attached(method, customer);
    customers.useByDefault(customer, method.path("id").asText());
    events.tell("customer.updated", customer);
  }

  private static String cardForm(String problem) {
    String wrong =
        problem.isEmpty()
            ? ""
            : "<p role=\"alert\" style=\"color:#c92a2a\">%s</p>".formatted(escape(problem));
    return """
        %s<form method="post"><p><label>Card number<br><input name="number" value="4242 4242 4242 4242" size="24"
        autocomplete="off" inputmode="numeric"></label> <button>Save card</button></p></form>%s"""
        .formatted(wrong, CARDS);
  }

  private static String say(String text) {
    return "<p>%s</p>".formatted(escape(text));
  }

  private static String page(String title, String body) {
    return nova.local.http.Page.of(
        title, body + "<p class=\"soft\">This is the stand-in for Stripe.</p>");
  }

  private static void go(HttpServerExchange exchange, String to) {
    exchange.setStatusCode(303);
    exchange.getResponseHeaders().put(Headers.LOCATION, to);
    exchange.endExchange();
  }

  /** "12.34 USD" out of cents. */
  static String money(JsonNode object, String field) {
    return "%.2f %s"
        .formatted(
            new java.math.BigDecimal(object.path(field).asLong()).movePointLeft(2),
            object.path("currency").asText().toUpperCase(Locale.ROOT));
  }
}
