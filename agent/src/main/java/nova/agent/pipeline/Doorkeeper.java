package nova.agent.pipeline;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.List;
import nova.agent.balancer.Visit;
import nova.agent.listener.HostName;
import nova.agent.listener.Refusal;
import nova.agent.listener.Visitor;
import nova.agent.pipeline.ServingPlan.AdcPlan;
import nova.agent.pipeline.ServingPlan.RedirectPlan;
import nova.agent.pipeline.ServingPlan.RoutePlan;
import nova.agent.routing.RouteTable;
import nova.agent.transform.RedirectRule;
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
    return routed(adc, new ExchangeView(exchange, visitor, target));
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

  private static Admission routed(AdcPlan adc, ExchangeView request) {
    int number = adc.table().find(request);
    return switch (number) {
      case RouteTable.NONE -> Admission.refused(404, "no route matches this request");
      case RouteTable.AMBIGUOUS ->
          Admission.refused(400, "this path can be read in more than one way");
      case RouteTable.HOSTILE -> Admission.refused(400, "invalid path");
      default ->
          switch (adc.ways()[number]) {
            case RoutePlan route -> admitted(route, captures(adc, number, request), request);
            case RedirectPlan redirect ->
                redirected(redirect, captures(adc, number, request), request);
          };
    };
  }

  private static List<String> captures(AdcPlan adc, int number, ExchangeView request) {
    return adc.table().captures(number, request.path());
  }

  private static Admission admitted(RoutePlan route, List<String> captured, ExchangeView request) {
    Visit visit = route.pool().visits().of(request);
    HeaderMap headers = request.exchange().getRequestHeaders();
    route.pool().visits().strip(headers);
    RouteChanges changes = route.changes();
    if (changes.none()) {
      return new Admission.Admitted(request.target(), route, visit);
    }
    changes.request().apply(headers);
    return new Admission.Admitted(changes.target(request.target(), captured), route, visit);
  }

  private static Admission redirected(
      RedirectPlan redirect, List<String> captured, ExchangeView request) {
    RequestTarget target = request.target();
    String location =
        redirect
            .rule()
            .location(
                new RedirectRule.Asked(
                    request.exchange().getRequestScheme(),
                    HostName.withoutPort(target.host()),
                    target.path(),
                    target.query()),
                captured);
    request.exchange().getResponseHeaders().put(Headers.LOCATION, location);
    return new Admission.Refused(redirect.rule().status(), "", false, false);
  }
}
