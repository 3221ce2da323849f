package nova.agent.listener.greeting;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import nova.agent.listener.Connections;
import nova.agent.listener.Reception;
import nova.agent.listener.Requests;
import nova.agent.listener.Speech;
import nova.agent.listener.VisitorConnection;
import nova.agent.listener.http1.Http1Connection;
import nova.agent.listener.http2.Http2Connection;
import nova.agent.listener.passing.NameGreeting;
import nova.agent.listener.proxied.ProxiedGreeting;
import nova.agent.listener.tls.TlsGreeting;
import nova.agent.listener.tls.TlsTerms;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/** Meets the connections of one port. */
public final class Greeter implements Reception {
  private static final byte[] FULL =
      """
      HTTP/1.1 503 Service Unavailable\r
      Retry-After: 1\r
      Content-Length: 0\r
      Connection: close\r
      \r
      """
          .getBytes(ISO_8859_1);
  private static final byte[] NOTHING = new byte[0];

  private final Speech speech;
  private final Requests requests;
  private final Connections connections;
  private final @Nullable TlsTerms tls;

  /**
   * A port's.
   *
   * @param connections for TCP
   * @param tls for HTTPS
   */
  public Greeter(
      Speech speech, Requests requests, Connections connections, @Nullable TlsTerms tls) {
    this.speech = speech;
    this.requests = requests;
    this.connections = connections;
    this.tls = tls;
  }

  @Override
  public byte[] full() {
    return speech.kind() == Speech.Kind.HTTP ? FULL : NOTHING;
  }

  @Override
  public void welcome(VisitorConnection connection) {
    if (speech.proxyProtocol()) {
      new ProxiedGreeting(connection, behind -> begin(connection, behind)).begin();
    } else {
      begin(connection, ByteBuffer.wrap(NOTHING));
    }
  }

  private void begin(VisitorConnection connection, ByteBuffer early) {
    switch (speech.kind()) {
      case HTTP -> {
        StreamSourceConduit source = connection.socket().getSourceChannel().getConduit();
        StreamSinkConduit sink = connection.socket().getSinkChannel().getConduit();
        Http1Connection http1 = http1(connection, source, sink, "http");
        if (speech.http2()) {
          http1.preface(read -> http2(connection, source, sink, "http").begin(read));
        }
        http1.begin(early);
      }
      case HTTPS -> {
        if (tls == null) {
          connection.close();
          return;
        }
        new TlsGreeting(
                connection, tls, (in, out, protocol) -> secured(connection, in, out, protocol))
            .begin(early);
      }
      case TCP -> {
        if (connections.byName()) {
          new NameGreeting(connection, connections).begin(early);
        } else {
          connections.take(connection, "", early);
        }
      }
    }
  }

  private void secured(
      VisitorConnection connection,
      StreamSourceConduit source,
      StreamSinkConduit sink,
      String protocol) {
    if (protocol.equals("h2")) {
      http2(connection, source, sink, "https").begin(NOTHING);
    } else {
      http1(connection, source, sink, "https").begin(ByteBuffer.wrap(NOTHING));
    }
  }

  private Http1Connection http1(
      VisitorConnection connection,
      StreamSourceConduit source,
      StreamSinkConduit sink,
      String scheme) {
    return new Http1Connection(connection, source, sink, scheme, requests);
  }

  private Http2Connection http2(
      VisitorConnection connection,
      StreamSourceConduit source,
      StreamSinkConduit sink,
      String scheme) {
    return new Http2Connection(connection, source, sink, scheme, requests);
  }
}
