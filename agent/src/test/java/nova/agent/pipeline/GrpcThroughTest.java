package nova.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nova.agent.upstream.GrpcEcho;
import nova.link.v1.ServerProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real gRPC client and a real gRPC server with the node between them. */
class GrpcThroughTest {
  private GrpcEcho server;
  private Node node;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws IOException {
    server = new GrpcEcho(null);
    begin(server.port());
  }

  private void begin(int... ports) throws IOException {
    node = new Node(ports);
    node.adc.setPools(
        0,
        node.adc.getPools(0).toBuilder()
            .setServerProtocol(ServerProtocol.newBuilder().setHttp2(true)));
    node.started();
    channel =
        NettyChannelBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port()))
            .usePlaintext()
            .build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    node.close();
    server.close();
  }

  private String say(String text) {
    return ClientCalls.blockingUnaryCall(channel, GrpcEcho.UNARY, CallOptions.DEFAULT, text);
  }

  @Test
  void one_message_each_way() {
    assertThat(say("hello")).isEqualTo("you said hello");
    String long1 = "y".repeat(3_000_000);
    assertThat(say(long1)).isEqualTo("you said " + long1);
  }

  @Test
  void a_failure_arrives_with_its_reason() {
    StatusRuntimeException failure =
        catchThrowableOfType(StatusRuntimeException.class, () -> say("fail"));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(failure.getStatus().getDescription()).isEqualTo("no such thing");
    // what a call came to is no verdict on the server
    assertThat(say("more")).isEqualTo("you said more");
  }

  @Test
  void messages_of_both_sides_cross_as_they_come() {
    List<String> heard = new CopyOnWriteArrayList<>();
    CompletableFuture<String> over = new CompletableFuture<>();
    StreamObserver<String> up =
        ClientCalls.asyncBidiStreamingCall(
            channel.newCall(GrpcEcho.BOTH, CallOptions.DEFAULT),
            new StreamObserver<>() {
              @Override
              public void onNext(String value) {
                heard.add(value);
              }

              @Override
              public void onError(Throwable problem) {
                over.completeExceptionally(problem);
              }

              @Override
              public void onCompleted() {
                over.complete("whole");
              }
            });
    for (int i = 1; i <= 5; i++) {
      int count = i;
      up.onNext("no " + i);
      await().until(() -> heard.size() == count); // nothing is held back on the way
    }
    up.onCompleted();
    assertThat(over.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("whole");
    assertThat(heard)
        .containsExactly("heard no 1", "heard no 2", "heard no 3", "heard no 4", "heard no 5");
  }

  @Test
  void a_reader_that_takes_its_time_gets_every_message() {
    AtomicInteger received = new AtomicInteger();
    CompletableFuture<Status> over = new CompletableFuture<>();
    ClientCall<String, String> call = channel.newCall(GrpcEcho.MANY, CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(String message) {
            received.incrementAndGet();
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            over.complete(status);
          }
        },
        new Metadata());
    call.sendMessage("20000");
    call.halfClose();
    call.request(1);
    await().until(() -> received.get() == 1);
    assertThat(say("meanwhile")).isEqualTo("you said meanwhile");
    call.request(19_999);
    assertThat(over.orTimeout(20, TimeUnit.SECONDS).join().isOk()).isTrue();
    assertThat(received.get()).isEqualTo(20_000);
  }

  @Test
  void a_call_that_is_wanted_no_longer_ends_at_the_server() {
    CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(500, TimeUnit.MILLISECONDS);
    StatusRuntimeException late =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> ClientCalls.blockingUnaryCall(channel, GrpcEcho.NEVER, soon, "x"));
    assertThat(late.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    await().until(() -> server.cancelled.get() == 1);
  }

  @Test
  void a_server_that_is_replaced_costs_no_call() throws IOException {
    try (GrpcEcho second = new GrpcEcho(null)) {
      stop();
      server = new GrpcEcho(null);
      begin(server.port(), second.port());
      for (int i = 0; i < 60; i++) {
        if (i == 20) {
          server.leave();
        }
        assertThat(say("no " + i)).isEqualTo("you said no " + i);
      }
    }
  }

  @Test
  void without_any_server_a_call_may_be_tried_again_later() {
    server.close();
    await().until(server::gone);
    StatusRuntimeException failure =
        catchThrowableOfType(StatusRuntimeException.class, () -> say("hello"));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }
}
