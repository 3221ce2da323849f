package nova.agent.control;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nova.link.v1.EnrolmentRequest;
import nova.link.v1.EnrolmentResponse;
import nova.link.v1.Envelope;
import nova.link.v1.Welcome;
import org.jspecify.annotations.Nullable;

/** Speaks the control plane's side of the wire, signatures included. */
final class FakeControlPlane implements AutoCloseable {
  static final String TOKEN = "nova_join_good";
  private static final Pattern HEADER =
      Pattern.compile("Nova-Node node=\"(.*)\", at=\"(.*)\", signature=\"(.*)\"");

  final List<Envelope> heard = new CopyOnWriteArrayList<>();
  final List<Integer> refusals = new CopyOnWriteArrayList<>();
  private final Undertow server;
  private volatile byte[] publicKey = new byte[0];
  private volatile @Nullable WebSocketChannel channel;
  private long lastAt;

  FakeControlPlane() {
    server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(
                Handlers.path()
                    .addExactPath(
                        "/agent/v1/enrolments",
                        exchange -> exchange.getRequestReceiver().receiveFullBytes(this::enrol))
                    .addExactPath("/agent/v1/link", this::link))
            .build();
    server.start();
  }

  ControlAddress address() {
    int port = ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    return new ControlAddress(URI.create("http://127.0.0.1:" + port));
  }

  private void enrol(HttpServerExchange exchange, byte[] body) {
    try {
      EnrolmentRequest request = EnrolmentRequest.parseFrom(body);
      if (!request.getJoinToken().equals(TOKEN)) {
        exchange
            .setStatusCode(401)
            .getResponseSender()
            .send("{\"detail\":\"The join token is unknown.\"}");
        return;
      }
      publicKey = request.getPublicKey().toByteArray();
      byte[] answer =
          EnrolmentResponse.newBuilder()
              .setNodeId("node-1")
              .setTenantId("tenant-1")
              .build()
              .toByteArray();
      exchange.getResponseSender().send(ByteBuffer.wrap(answer));
    } catch (IOException e) {
      exchange.setStatusCode(400).endExchange();
    }
  }

  private void link(HttpServerExchange exchange) throws Exception {
    if (!genuine(exchange)) {
      refusals.add(401);
      exchange
          .getResponseHeaders()
          .put(
              Headers.DATE,
              DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC)));
      exchange.setStatusCode(401).endExchange();
      return;
    }
    Handlers.websocket((handshake, opened) -> listen(opened)).handleRequest(exchange);
  }

  private synchronized boolean genuine(HttpServerExchange exchange)
      throws GeneralSecurityException {
    Matcher header = HEADER.matcher(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!header.matches()) {
      return false;
    }
    long at = Long.parseLong(header.group(2));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(publicKey)));
    String text =
        "nova-link-v1\n"
            + header.group(1)
            + "\n"
            + at
            + "\n"
            + exchange.getRequestHeaders().getFirst("Host");
    signature.update(text.getBytes(StandardCharsets.US_ASCII));
    boolean fresh = at > lastAt && Math.abs(at - Instant.now().toEpochMilli()) < 300_000;
    if (!fresh || !signature.verify(Base64.getUrlDecoder().decode(header.group(3)))) {
      return false;
    }
    lastAt = at;
    return true;
  }

  private void listen(WebSocketChannel opened) {
    channel = opened;
    opened
        .getReceiveSetter()
        .set(
            new AbstractReceiveListener() {
              @Override
              protected void onFullBinaryMessage(
                  WebSocketChannel from, BufferedBinaryMessage message) throws IOException {
                var data = message.getData();
                ByteBuffer whole = WebSockets.mergeBuffers(data.getResource());
                Envelope envelope = Envelope.parseFrom(whole);
                data.free();
                heard.add(envelope);
                if (envelope.hasHello()) {
                  send(
                      Envelope.newBuilder()
                          .setWelcome(
                              Welcome.newBuilder()
                                  .setHealthIntervalMillis(60_000)
                                  .setMetricWindowMillis(10_000)
                                  .setMaxUnacknowledgedBatches(2)
                                  .setIdleTimeoutMillis(30_000)));
                }
              }
            });
    opened.resumeReceives();
  }

  void send(Envelope.Builder envelope) {
    WebSocketChannel to = channel;
    if (to != null) {
      WebSockets.sendBinary(ByteBuffer.wrap(envelope.setId(1).build().toByteArray()), to, null);
    }
  }

  void cut() throws IOException {
    WebSocketChannel open = channel;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
