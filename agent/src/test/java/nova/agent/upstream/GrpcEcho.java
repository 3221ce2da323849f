package nova.agent.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real gRPC server (Netty's HTTP/2) whose messages are texts. */
public final class GrpcEcho implements AutoCloseable {
  private static final MethodDescriptor.Marshaller<String> TEXT =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(String value) {
          return new ByteArrayInputStream(value.getBytes(UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
          try {
            return new String(stream.readAllBytes(), UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  public static final MethodDescriptor<String, String> UNARY = method("Unary", MethodType.UNARY);
  public static final MethodDescriptor<String, String> MANY =
      method("Many", MethodType.SERVER_STREAMING);
  public static final MethodDescriptor<String, String> BOTH =
      method("Both", MethodType.BIDI_STREAMING);
  public static final MethodDescriptor<String, String> NEVER = method("Never", MethodType.UNARY);

  /** Calls of Never. */
  public final AtomicInteger heard = new AtomicInteger();

  /** Calls of Never that are wanted no longer. */
  public final AtomicInteger cancelled = new AtomicInteger();

  private final Server server;

  public GrpcEcho(@Nullable SslContext tls) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(service());
    server = (tls == null ? builder : builder.sslContext(tls)).build().start();
  }

  private static MethodDescriptor<String, String> method(String name, MethodType type) {
    return MethodDescriptor.<String, String>newBuilder()
        .setFullMethodName("test.Echo/" + name)
        .setType(type)
        .setRequestMarshaller(TEXT)
        .setResponseMarshaller(TEXT)
        .build();
  }

  private ServerServiceDefinition service() {
    return ServerServiceDefinition.builder("test.Echo")
        .addMethod(UNARY, ServerCalls.asyncUnaryCall(GrpcEcho::unary))
        .addMethod(MANY, ServerCalls.asyncServerStreamingCall(GrpcEcho::many))
        .addMethod(BOTH, ServerCalls.asyncBidiStreamingCall(GrpcEcho::both))
        .addMethod(NEVER, ServerCalls.asyncUnaryCall((asked, to) -> never(to)))
        .build();
  }

  private static void unary(String asked, StreamObserver<String> to) {
    if (asked.equals("fail")) {
      to.onError(Status.NOT_FOUND.withDescription("no such thing").asRuntimeException());
      return;
    }
    to.onNext("you said " + asked);
    to.onCompleted();
  }

  private static void many(String asked, StreamObserver<String> to) {
    for (int i = 0; i < Integer.parseInt(asked); i++) {
      to.onNext("x".repeat(1000));
    }
    to.onCompleted();
  }

  private static StreamObserver<String> both(StreamObserver<String> to) {
    return new StreamObserver<>() {
      @Override
      public void onNext(String value) {
        to.onNext("heard " + value);
      }

      @Override
      public void onError(Throwable problem) {
        to.onError(problem);
      }

      @Override
      public void onCompleted() {
        to.onCompleted();
      }
    };
  }

  private void never(StreamObserver<String> to) {
    ((ServerCallStreamObserver<String>) to).setOnCancelHandler(cancelled::incrementAndGet);
    heard.incrementAndGet();
  }

  public int port() {
    return server.getPort();
  }

  /** Takes no new calls; what is under way goes on. */
  public void leave() {
    server.shutdown();
  }

  public boolean gone() {
    return server.isTerminated();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
