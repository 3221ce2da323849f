package nova.agent.pipeline;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
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

  // the head a server gets must fit into a buffer, however often a template repeats a name
  private static final int MOST_TARGET_GROWTH = 2048;
  private static final int MOST_LOCATION_CHARS = 16384;

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
            case RoutePlan route -> admitted(adc, number, route, request);
            case RedirectPlan redirect -> redirected(adc, number, redirect, request);
          };
    };
  }

  private static Admission admitted(
      AdcPlan adc, int number, RoutePlan route, ExchangeView request) {
    Visit visit = route.pool().visits().of(request);
    HeaderMap headers = request.exchange().getRequestHeaders();
    route.pool().visits().strip(headers);
    RouteChanges changes = route.changes();
    RequestTarget target = request.target();
    if (changes.none()) {
      return new Admission.Admitted(target, route, visit);
    }
    RequestTarget changed = changes.target(target, adc.table().captures(number, request.path()));
    if (changed.sent().length() > target.sent().length() + MOST_TARGET_GROWTH) {
      return Admission.refused(414, "request target too long");
    }
    if (!changes.request().isEmpty()) {
      HopByHop.settle(headers);
      Forwarding.into(headers, origin(request));
      changes.request().apply(headers);
    }
    return new Admission.Admitted(changed, route, visit);
  }

  private static RequestHeadWriter.Origin origin(ExchangeView request) {
    return new RequestHeadWriter.Origin(
        request.peer(),
        request.host(),
        request.exchange().getRequestScheme(),
        request.visitor().port().number(),
        "");
  }

  private static Admission redirected(
      AdcPlan adc, int number, RedirectPlan redirect, ExchangeView request) {
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
                adc.table().captures(number, request.path()));
    if (location.length() > MOST_LOCATION_CHARS) {
      return Admission.refused(414, "request target too long");
    }
    return new Admission.Redirected(redirect.rule().status(), location, redirect.series());
  }
}
