package nova.agent.pipeline;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import nova.agent.config.RetryRules;

/**
 * Whether a request may be given to another server after one failed it.
 *
 * <p>A request that may have run is never run twice: only methods that RFC 9110, 9.2.2 calls
 * idempotent are repeated after they were sent, unless the visitor (Idempotency-Key,
 * draft-ietf-httpapi-idempotency-key-header) or the customer said that it does no harm.
 */
final class Repeatable {
  private static final HttpString IDEMPOTENCY_KEY = new HttpString("Idempotency-Key");

  /** How the server failed it. */
  enum After {
    /** Nothing of the request got to the server, or the server said that it did not look at it. */
    NOT_SENT,
    /** It answered with a status that says: not here, not now. Nothing ran. */
    NOT_DONE,
    /** It answered with another failure, or its answer is unknown. */
    MAYBE_DONE
  }

  private final RetryRules rules;
  private final boolean twice;

  Repeatable(RetryRules rules, HttpServerExchange exchange) {
    this.rules = rules;
    this.twice =
        rules.anyMethod()
            || idempotent(exchange.getRequestMethod())
            || exchange.getRequestHeaders().contains(IDEMPOTENCY_KEY);
  }

  private static boolean idempotent(HttpString method) {
    return method.equals(Methods.GET)
        || method.equals(Methods.HEAD)
        || method.equals(Methods.OPTIONS)
        || method.equals(Methods.PUT)
        || method.equals(Methods.DELETE);
  }

  /** Whether the rules allow it; the body must be at hand too. */
  boolean after(After failure) {
    return rules.on()
        && switch (failure) {
          case NOT_SENT, NOT_DONE -> true;
          case MAYBE_DONE -> twice;
        };
  }

  /** Whether it may run twice, as when a kept connection was closed in the face of it. */
  boolean mayRunTwice() {
    return twice;
  }

  static After status(int status) {
    return status == 501 || status == 503 ? After.NOT_DONE : After.MAYBE_DONE;
  }
}
