package nova.agent.pipeline;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpAttachments;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.nio.ByteBuffer;
import nova.agent.balancer.Visit;
import nova.agent.pipeline.Patience.Waiting;
import nova.agent.pipeline.ServingPlan.RoutePlan;
import nova.agent.upstream.ResponseHead;
import nova.agent.upstream.ServerExchange;
import org.jspecify.annotations.Nullable;

/** Passes a server's answer on, goes on with another server's when it breaks off, or tunnels. */
final class Reply implements Tries.Owner {
  private static final int MOST_INTERIMS = 16;

  private final Relay relay;
  private final RoutePlan route;
  private final Visit visit;
  private @Nullable Download download;
  private @Nullable Attempt cutOff;
  private @Nullable Tunnel tunnel;
  private boolean resumeLater;
  private int interims;
  private int status;
  private long tunnelledDown;

  Reply(Relay relay, RoutePlan route, Visit visit) {
    this.relay = relay;
    this.route = route;
    this.visit = visit;
  }

  @Override
  public void waitsForConnection(Attempt attempt) {
    relay.leaveLine();
    relay.with(attempt.series());
    relay.patience().await(Waiting.CONNECT, route.pool().pool().connectTimeout());
  }

  @Override
  public void waitsForRoom() {
    relay.waitForRoom();
  }

  @Override
  public void send(Attempt attempt) {
    ServerExchange server = attempt.link();
    server.begin(attempt, relay.headOnly());
    if (relay.hasBody()) {
      relay.body().send(server, relay.requestHead(attempt.endpoint()));
    } else if (server.send(
        relay.requestHead(attempt.endpoint()), relay.tools().loop().buffer().flip(), true)) {
      attempt.sentAll();
      relay.patience().await(Waiting.FIRST_BYTE, relay.firstByteTimeout());
    } else {
      relay.waitingForServerToRead();
    }
  }

  @Override
  public void detached() {
    relay.body().detach();
  }

  @Override
  public void writable() {
    if (relay.closed()) {
      return;
    }
    if (relay.hasBody()) {
      relay.body().serverWritable();
    } else {
      relay.requestSent();
    }
  }

  @Override
  public void interim(Attempt attempt, ResponseHead head) {
    if (++interims > MOST_INTERIMS) {
      relay.fail(502, "too many interim answers");
      return;
    }
    // 100 is not passed on: the agent has answered Expect itself; 102 is for this hop only
    if (head.status() == 103 && relay.exchange().isHttp11() && cutOff == null) {
      HeaderMap fields = new HeaderMap();
      relay.tools().headers().copy(head, fields);
      relay.answer().hint(relay.visitor(), fields);
    }
    if (relay.patience().isFor(Waiting.FIRST_BYTE)) {
      relay.patience().await(Waiting.FIRST_BYTE, relay.firstByteTimeout());
    }
  }

  @Override
  public void answered(Attempt attempt, ResponseHead head) {
    if (cutOff != null) {
      joined(attempt, head);
      return;
    }
    status = head.status();
    relay.answeredBy(attempt.series(), status);
    if (route.retry().hedge()) {
      route.usual().answered(System.nanoTime() - attempt.sentNanos());
    }
    if (status == 101 && !relay.visitor().facts().upgrade()) {
      attempt.series().upstreamError();
      relay.fail(502, "the server changed protocols unasked");
      return;
    }
    HttpServerExchange exchange = relay.exchange();
    exchange.setStatusCode(status);
    relay.tools().headers().copy(head, exchange.getResponseHeaders());
    route.dress(
        exchange.getResponseHeaders(),
        attempt.server(),
        visit,
        exchange.getRequestScheme().equals("https"));
    relay.body().committed();
    if (status == 101) {
      return; // joined when the bytes that came with it are in hand
    }
    if (exchange.getRequestMethod().equals(Methods.GET) && !relay.hasBody()) {
      download = Download.of(head, route.pool().pool().resume());
    }
    if (!exchange.isRequestComplete() || relay.lastOfConnection()) {
      exchange.setPersistent(false);
    }
    relay.answer().begin();
  }

  @Override
  public boolean body(Attempt attempt, ByteBuffer data, boolean last) {
    if (relay.closed()) {
      return false;
    }
    if (status == 101) {
      upgrade(attempt, data);
      return false;
    }
    Download continued = download;
    if (continued != null) {
      long owed = continued.owed();
      if (owed >= 0 && (data.remaining() > owed || (last && data.remaining() < owed))) {
        relay.tries().cut(attempt, "a part of other length than announced");
        return false;
      }
      continued.passed(data.remaining());
    }
    relay.patience().await(Waiting.SERVER_BODY, relay.idleTimeout());
    return relay.answer().pass(data, last);
  }

  @Override
  public void trailers(HeaderMap fields) {
    HttpServerExchange exchange = relay.exchange();
    // over HTTP/1.1 only to visitors that asked for them (RFC 9110, 6.5.1)
    if (!exchange.isHttp11()
        || "trailers".equalsIgnoreCase(exchange.getRequestHeaders().getFirst(Headers.TE))) {
      exchange.putAttachment(HttpAttachments.RESPONSE_TRAILER_SUPPLIER, () -> fields);
    }
  }

  @Override
  public void givenUp(int code, String cause) {
    relay.fail(code, cause);
  }

  // ---- a download that broke off ----

  @Override
  public void cut(Attempt attempt) {
    Download wanted = download;
    if (relay.closed()) {
      return;
    }
    if (wanted == null || !relay.answer().begun() || !wanted.again()) {
      relay.abort(false);
      return;
    }
    cutOff = attempt;
    relay.patience().over();
    if (relay.answer().waiting()) {
      resumeLater = true; // the visitor has not read what is here yet
      relay.readerWaits();
    } else {
      resume(attempt, wanted);
    }
  }

  private void resume(Attempt from, Download wanted) {
    resumeLater = false;
    wanted.ask(relay.exchange().getRequestHeaders());
    if (!relay.tries().resume(from)) {
      relay.abort(false);
    }
  }

  /** The first head of another server's part. */
  private void joined(Attempt attempt, ResponseHead head) {
    Download wanted = download;
    Attempt before = cutOff;
    if (wanted == null || before == null || !wanted.continuedBy(head)) {
      attempt.end();
      cut(attempt);
      return;
    }
    before.series().resumed();
    cutOff = null;
  }

  void readerCaughtUp() {
    Attempt from = cutOff;
    Download wanted = download;
    if (resumeLater && from != null && wanted != null) {
      resume(from, wanted);
      return;
    }
    Attempt attempt = relay.tries().current();
    if (attempt != null && !attempt.connecting()) {
      attempt.link().resume();
    }
  }

  // ---- another protocol ----

  private void upgrade(Attempt attempt, ByteBuffer early) {
    relay.tools().loop().timed().remove(relay);
    Tunnel joined =
        new Tunnel(
            relay.tools().loop(),
            relay.idleTimeout().toNanos(),
            attempt::forcedOut,
            (up, down) -> {
              relay.body().tunnelled(up);
              tunnelledDown = down;
              attempt.leave();
              relay.finish();
            });
    tunnel = joined;
    joined.server(attempt.link().detach());
    joined.early(early);
    relay
        .exchange()
        .upgradeChannel(
            (channel, ex) -> {
              relay.visitor().tunnel();
              joined.visitor(channel);
            });
    relay.exchange().endExchange();
  }

  boolean tunnelled() {
    return tunnel != null;
  }

  /** True when there is a tunnel, which ends with the visitor. */
  boolean tunnelLeft() {
    if (tunnel == null) {
      return false;
    }
    tunnel.visitorLeft();
    return true;
  }

  long tunnelledDown() {
    return tunnelledDown;
  }
}
