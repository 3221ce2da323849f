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
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nova.link.v1.ApplyConfig;
import nova.link.v1.EnrolmentRequest;
import nova.link.v1.EnrolmentResponse;
import nova.link.v1.Envelope;
import nova.link.v1.MetricAck;
import nova.link.v1.NodeConfig;
import nova.link.v1.Welcome;
import org.jspecify.annotations.Nullable;

/** Speaks the control plane's side of the wire, signatures included; also as a program. */
public final class FakeControlPlane implements AutoCloseable {
  public static final String TOKEN = "nova_join_good";
  private static final Pattern HEADER =
      Pattern.compile("Nova-Node node=\"(.*)\", at=\"(.*)\", signature=\"(.*)\"");

  public final List<Envelope> heard = new CopyOnWriteArrayList<>();
  public final List<EnrolmentRequest> enrolments = new CopyOnWriteArrayList<>();
  final List<Integer> refusals = new CopyOnWriteArrayList<>();
  final List<String> authorizations = new CopyOnWriteArrayList<>();

  /** What the next Welcome says. */
  public volatile Welcome terms =
      Welcome.newBuilder()
          .setHealthIntervalMillis(60_000)
          .setMetricWindowMillis(10_000)
          .setMaxUnacknowledgedBatches(2)
          .setIdleTimeoutMillis(30_000)
          .build();

  /** Sent after a Welcome to a node that serves another version; 0 = nothing. */
  public volatile NodeConfig desired = NodeConfig.getDefaultInstance();

  /** Whether metric batches are acknowledged as they come. */
  public volatile boolean acknowledges;

  /** So many enrolments are taken, but their answers get lost. */
  public final AtomicInteger lostAnswers = new AtomicInteger();

  private final Undertow server;
  private final ControlAddress address;
  private volatile byte[] publicKey = new byte[0];
  private volatile @Nullable WebSocketChannel channel;
  private final AtomicLong lastAt = new AtomicLong();

  public FakeControlPlane() {
    this(0);
  }

  public FakeControlPlane(int port) {
    server =
        Undertow.builder()
            .addHttpListener(port, "127.0.0.1")
            .setHandler(
                Handlers.path()
                    .addExactPath(
                        "/agent/v1/enrolments",
                        exchange -> exchange.getRequestReceiver().receiveFullBytes(this::enrol))
                    .addExactPath("/agent/v1/link", this::link))
            .build();
    server.start();
    int bound = ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    address = new ControlAddress(URI.create("http://127.0.0.1:" + bound));
  }

  /**
   * PORT, and a file with a NodeConfig to ship; runs until it is stopped, acknowledges everything.
   */
  public static void main(String[] words) throws IOException {
    FakeControlPlane control = new FakeControlPlane(Integer.parseInt(words[0]));
    control.acknowledges = true;
    if (words.length > 1) {
      control.desired = NodeConfig.parseFrom(Files.readAllBytes(Path.of(words[1])));
    }
    System.out.println("control plane " + control.address().base() + ", join with " + TOKEN);
  }

  public ControlAddress address() {
    return address;
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
      enrolments.add(request);
      if (lostAnswers.getAndDecrement() > 0) {
        exchange.setStatusCode(503).endExchange();
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
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    authorizations.add(authorization);
    Matcher header = HEADER.matcher(authorization);
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
    boolean fresh = at > lastAt.get() && Math.abs(at - Instant.now().toEpochMilli()) < 300_000;
    if (!fresh || !signature.verify(Base64.getUrlDecoder().decode(header.group(3)))) {
      return false;
    }
    lastAt.set(at);
    return true;
  }

  /** From now on handshakes must be later than this. */
  void completedHandshakeAt(long millis) {
    lastAt.set(millis);
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
                answer(envelope);
              }
            });
    opened.resumeReceives();
  }

  private void answer(Envelope envelope) {
    if (envelope.hasHello()) {
      send(Envelope.newBuilder().setWelcome(terms));
      if (desired.getVersion() != 0
          && desired.getVersion() != envelope.getHello().getAppliedConfigVersion()) {
        send(Envelope.newBuilder().setApplyConfig(ApplyConfig.newBuilder().setConfig(desired)));
      }
    }
    if (envelope.hasMetricBatch() && acknowledges) {
      send(
          Envelope.newBuilder()
              .setMetricAck(
                  MetricAck.newBuilder()
                      .setSpoolId(envelope.getMetricBatch().getSpoolId())
                      .addSequences(envelope.getMetricBatch().getSequence())));
    }
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
