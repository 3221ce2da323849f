package nova.local.bench.resilience;

import io.undertow.Handlers;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import nova.link.v1.ApplyConfig;
import nova.link.v1.ConfigOutcome;
import nova.link.v1.Envelope;
import nova.link.v1.MetricAck;
import nova.link.v1.NodeConfig;
import nova.link.v1.Welcome;
import nova.local.http.LoopbackServer;

/**
 * The control plane's side of the link for one agent, as far as shipping configs goes. It believes
 * whoever connects: identities are not what is measured here.
 */
final class ConfigFeed implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Welcome TERMS =
      Welcome.newBuilder()
          .setHealthIntervalMillis(10_000)
          .setMetricWindowMillis(10_000)
          .setMaxUnacknowledgedBatches(2)
          .setIdleTimeoutMillis(60_000)
          .build();

  private final CompletableFuture<WebSocketChannel> link = new CompletableFuture<>();
  private final AtomicLong frames = new AtomicLong();
  private final LoopbackServer server;
  private volatile CompletableFuture<ConfigOutcome> outcome = new CompletableFuture<>();

  private ConfigFeed(int port) {
    this.server =
        LoopbackServer.start(
            port,
            Handlers.path()
                .addExactPath(
                    "/agent/v1/link", Handlers.websocket((exchange, opened) -> listen(opened))));
  }

  static ConfigFeed start(int port) {
    return new ConfigFeed(port);
  }

  String address() {
    return server.uri().toString();
  }

  /** Returns when the agent serves it. */
  void ship(NodeConfig config) throws InterruptedException {
    try {
      WebSocketChannel to = link.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      CompletableFuture<ConfigOutcome> answer = new CompletableFuture<>();
      outcome = answer;
      send(to, Envelope.newBuilder().setApplyConfig(ApplyConfig.newBuilder().setConfig(config)));
      ConfigOutcome got = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (got.getStage() != ConfigOutcome.Stage.APPLIED) {
        throw new IllegalStateException("the agent refuses: " + got.getProblemsList());
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the agent took no config", e);
    }
  }

  private void listen(WebSocketChannel opened) {
    opened
        .getReceiveSetter()
        .set(
            new AbstractReceiveListener() {
              @Override
              protected void onFullBinaryMessage(
                  WebSocketChannel from, BufferedBinaryMessage message) throws IOException {
                try (var data = message.getData()) {
                  answer(from, Envelope.parseFrom(WebSockets.mergeBuffers(data.getResource())));
                }
              }
            });
    opened.resumeReceives();
  }

  private void answer(WebSocketChannel from, Envelope envelope) {
    if (envelope.hasHello()) {
      send(from, Envelope.newBuilder().setWelcome(TERMS));
      link.complete(from);
    } else if (envelope.hasConfigOutcome()) {
      if (envelope.getConfigOutcome().getStage() != ConfigOutcome.Stage.RECEIVED) {
        outcome.complete(envelope.getConfigOutcome());
      }
    } else if (envelope.hasMetricBatch()) {
      send(
          from,
          Envelope.newBuilder()
              .setMetricAck(
                  MetricAck.newBuilder()
                      .setSpoolId(envelope.getMetricBatch().getSpoolId())
                      .addSequences(envelope.getMetricBatch().getSequence())));
    }
  }

  private void send(WebSocketChannel to, Envelope.Builder frame) {
    byte[] bytes = frame.setId(frames.incrementAndGet()).build().toByteArray();
    WebSockets.sendBinary(ByteBuffer.wrap(bytes), to, null);
  }

  @Override
  public void close() {
    server.close();
  }
}
