package nova.agent.pipeline;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import nova.agent.listener.Refusal;
import nova.agent.listener.Visitor;
import nova.agent.pipeline.ServingPlan.AdcPlan;
import nova.agent.pipeline.ServingPlan.RoutePlan;
import org.jspecify.annotations.Nullable;

/** Judges a request before any server is involved, cheapest question first. */
final class Doorkeeper {
  private static final HttpString MAX_FORWARDS = new HttpString("Max-Forwards");

  private Doorkeeper() {}

  static Admission judge(
      String pseudonym, AdcPlan adc, HttpServerExchange exchange, Visitor visitor) {
    Refusal refusal = visitor.refusal();
    if (refusal != null) {
      return new Admission.Refused(refusal.status(), refusal.cause(), true, false);
    }
    RequestTarget target = target(exchange, visitor);
    if (target == null) {
      return new Admission.Refused(400, "invalid request target", true, false);
    }
    if (exchange.getRequestMethod().equals(Methods.TRACE)) {
      // TRACE would show visitors the fields added here
      return new Admission.Refused(405, "TRACE is not allowed", false, true);
    }
    HeaderMap headers = exchange.getRequestHeaders();
    Admission.Refused last =
        exchange.getRequestMethod().equals(Methods.OPTIONS) ? lastHop(headers) : null;
    if (last != null) {
      return last;
    }
    long most = adc.adc().limits().maxBodyBytes();
    if (most > 0 && visitor.facts().length() > most) {
      return Admission.refused(413, "request body too large");
    }
    if (looped(headers.get(Headers.VIA), pseudonym)) {
      // 508 rather than 502: no server is at fault, the way here is
      return Admission.refused(508, "this request has passed through this node before");
    }
    return routed(adc, target);
  }

  private static @Nullable RequestTarget target(HttpServerExchange exchange, Visitor visitor) {
    String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
    String raw = visitor.facts().target();
    return RequestTarget.read(
        raw != null ? raw : exchange.getRequestURI(),
        host == null ? "" : host,
        exchange.getRequestMethod().equals(Methods.OPTIONS));
  }

  /** Counts Max-Forwards down; null when the request may go further. */
  private static Admission.@Nullable Refused lastHop(HeaderMap headers) {
    String left = headers.getFirst(MAX_FORWARDS);
    if (left == null) {
      return null;
    }
    if (left.isEmpty() || left.length() > 9 || !left.chars().allMatch(Character::isDigit)) {
      return Admission.refused(400, "invalid Max-Forwards");
    }
    int hops = Integer.parseInt(left);
    if (hops == 0) {
      return new Admission.Refused(200, "", false, true);
    }
    headers.put(MAX_FORWARDS, Integer.toString(hops - 1));
    return null;
  }

  private static boolean looped(@Nullable HeaderValues via, String pseudonym) {
    if (via == null) {
      return false;
    }
    for (String value : via) {
      if (value.contains(pseudonym)) {
        return true;
      }
    }
    return false;
  }

  private static Admission routed(AdcPlan adc, RequestTarget target) {
    for (RoutePlan candidate : adc.routes()) {
      if (candidate.matches(target.path())) {
        return new Admission.Admitted(target, candidate);
      }
    }
    return Admission.refused(404, "no route matches this path");
  }
}
