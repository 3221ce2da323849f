package nova.agentlink;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import nova.link.v1.ConfigOutcome;
import nova.link.v1.ConfigProblem;
import nova.link.v1.EnrolmentRequest;
import nova.link.v1.EnrolmentResponse;
import nova.link.v1.Envelope;
import nova.link.v1.Hello;
import nova.link.v1.NodeConfig;
import nova.link.v1.NodeFacts;
import nova.link.v1.Ping;
import nova.link.v1.Welcome;
import org.jspecify.annotations.Nullable;

/** An agent as small as can be: a key, an enrolment, a link, and what came by it. */
final class TestAgent implements AutoCloseable {
  private static final int NEWEST = 2;
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final AtomicLong LAST_AT = new AtomicLong();
  private final String control;
  private final KeyPair keys;
  private final String node;

  private TestAgent(String control, KeyPair keys, String node) {
    this.control = control;
    this.keys = keys;
    this.node = node;
  }

  static KeyPair newKeys() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  static HttpResponse<byte[]> askToEnrol(String control, String token, KeyPair keys, String host)
      throws IOException, InterruptedException {
    var body =
        EnrolmentRequest.newBuilder()
            .setJoinToken(token)
            .setPublicKey(ByteString.copyFrom(keys.getPublic().getEncoded()))
            .setHostname(host)
            .build();
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(control + "/agent/v1/enrolments"))
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  static TestAgent enrol(String control, String token, String host) throws Exception {
    KeyPair keys = newKeys();
    var answer = askToEnrol(control, token, keys, host);
    if (answer.statusCode() != 200) {
      throw new IOException(new String(answer.body(), StandardCharsets.UTF_8));
    }
    return new TestAgent(control, keys, EnrolmentResponse.parseFrom(answer.body()).getNodeId());
  }

  String node() {
    return node;
  }

  /** A handshake nobody used yet. */
  String handshake() throws GeneralSecurityException {
    long at = LAST_AT.updateAndGet(last -> Math.max(last + 1, nowMillis()));
    return handshake(at);
  }

  private static long nowMillis() {
    return java.time.Clock.systemUTC().millis();
  }

  String handshake(long at) throws GeneralSecurityException {
    String host = URI.create(control).getAuthority();
    var signer = Signature.getInstance("Ed25519");
    signer.initSign(keys.getPrivate());
    signer.update(
        ("nova-link-v1\n" + node + "\n" + at + "\n" + host).getBytes(StandardCharsets.UTF_8));
    String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(signer.sign());
    return "Nova-Node node=\"%s\", at=\"%d\", signature=\"%s\"".formatted(node, at, signature);
  }

  Link connect() throws Exception {
    return connect(handshake());
  }

  Link connect(String authorization) throws Exception {
    var link = new Link();
    link.socket =
        HTTP.newWebSocketBuilder()
            .header("Authorization", authorization)
            .buildAsync(URI.create(control.replaceFirst("http", "ws") + "/agent/v1/link"), link)
            .get(10, TimeUnit.SECONDS);
    return link;
  }

  @Override
  public void close() {
    // nothing is held but keys; links are closed by those who opened them
  }

  /** One connection. */
  static final class Link implements WebSocket.Listener, AutoCloseable {
    final BlockingQueue<Envelope> frames = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private @Nullable WebSocket socket;
    private long id;

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      var bytes = new byte[data.remaining()];
      data.get(bytes);
      partial.writeBytes(bytes);
      if (last) {
        try {
          frames.add(Envelope.parseFrom(partial.toByteArray()));
        } catch (InvalidProtocolBufferException e) {
          closed.completeExceptionally(e);
        }
        partial.reset();
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable problem) {
      closed.completeExceptionally(problem);
    }

    void send(Envelope.Builder frame) throws Exception {
      Objects.requireNonNull(socket)
          .sendBinary(ByteBuffer.wrap(frame.setId(++id).build().toByteArray()), true)
          .get(10, TimeUnit.SECONDS);
    }

    Welcome hello(long applied) throws Exception {
      return hello(applied, NEWEST);
    }

    Welcome hello(long applied, int capability) throws Exception {
      send(
          Envelope.newBuilder()
              .setHello(
                  Hello.newBuilder()
                      .setFacts(
                          NodeFacts.newBuilder().setAgentVersion("0.1.0").setCapability(capability))
                      .setAppliedConfigVersion(applied)
                      .setSpoolId(UUID.randomUUID().toString())));
      return next().getWelcome();
    }

    Envelope next() throws InterruptedException {
      Envelope frame = frames.poll(10, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("no frame came within 10 s");
      }
      return frame;
    }

    NodeConfig config() throws InterruptedException {
      return next().getApplyConfig().getConfig();
    }

    void outcome(long version, ConfigOutcome.Stage stage, long applied, ConfigProblem... problems)
        throws Exception {
      send(
          Envelope.newBuilder()
              .setConfigOutcome(
                  ConfigOutcome.newBuilder()
                      .setVersion(version)
                      .setStage(stage)
                      .setAppliedVersion(applied)
                      .addAllProblems(List.of(problems))));
    }

    /** The next frame of one kind; others are passed over. Pings meanwhile, as agents do. */
    Envelope next(Envelope.FrameCase kind, Duration patience) throws Exception {
      long deadline = System.nanoTime() + patience.toNanos();
      while (System.nanoTime() < deadline) {
        Envelope frame = frames.poll(5, TimeUnit.SECONDS);
        if (frame == null) {
          send(Envelope.newBuilder().setPing(Ping.getDefaultInstance()));
        } else if (frame.getFrameCase() == kind) {
          return frame;
        }
      }
      throw new AssertionError("no " + kind + " came within " + patience);
    }

    @Override
    public void close() {
      Objects.requireNonNull(socket).abort();
    }
  }
}
