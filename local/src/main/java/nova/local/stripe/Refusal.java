package nova.local.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import nova.local.http.Answers;

/** An error as Stripe answers it. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final transient ObjectNode error;

  private Refusal(int status, String type, String code, String param, String message) {
    super(message, null, false, false);
    this.status = status;
    this.error = Answers.JSON.createObjectNode().put("type", type).put("message", message);
    if (!code.isEmpty()) {
      error.put("code", code).put("doc_url", "https://stripe.com/docs/error-codes/" + code);
    }
    if (!param.isEmpty()) {
      error.put("param", param);
    }
  }

  static Refusal invalid(String param, String message) {
    return new Refusal(400, "invalid_request_error", "", param, message);
  }

  static Refusal invalid(String code, String param, String message) {
    return new Refusal(400, "invalid_request_error", code, param, message);
  }

  static Refusal missing(String param) {
    return invalid("parameter_missing", param, "Missing required param: " + param + ".");
  }

  static Refusal unknownParameter(String param) {
    return invalid("parameter_unknown", param, "Received unknown parameter: " + param);
  }

  static Refusal noSuch(String what, String id) {
    return new Refusal(
        404,
        "invalid_request_error",
        "resource_missing",
        "id",
        "No such " + what + ": '" + id + "'");
  }

  static Refusal noSuchPlace(String method, String path) {
    return new Refusal(
        404,
        "invalid_request_error",
        "",
        "",
        "Unrecognized request URL (" + method + ": " + path + ").");
  }

  static Refusal key() {
    return new Refusal(401, "invalid_request_error", "", "", "Invalid API Key provided");
  }

  static Refusal otherParameters(String key) {
    return new Refusal(
        400,
        "idempotency_error",
        "",
        "",
        "Keys for idempotent requests can only be used with the same parameters they were first"
            + " used with. Try using a key other than '"
            + key
            + "' if you meant to execute a different request.");
  }

  static Refusal fault(int status) {
    return status == 429
        ? new Refusal(429, "invalid_request_error", "rate_limit", "", "Request rate limit exceeded")
        : new Refusal(status, "api_error", "", "", "An unknown error occurred");
  }

  /** The bank said no. */
  static Refusal card(Card.Answer.Declined no, ObjectNode intent) {
    var refusal = new Refusal(402, "card_error", no.code(), "", no.message());
    refusal.error.put("decline_code", no.declineCode());
    refusal.error.set(intent.path("object").asText(), intent.deepCopy());
    return refusal;
  }

  int status() {
    return status;
  }

  ObjectNode body() {
    ObjectNode body = Answers.JSON.createObjectNode();
    body.set("error", error);
    return body;
  }

  /** For people. */
  String said() {
    return error.path("message").asText();
  }

  /** {@code last_payment_error} and its like. */
  ObjectNode error() {
    return error.deepCopy();
  }
}
