package nova.agent.listener.greeting;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import nova.agent.listener.Reception;
import nova.agent.listener.Requests;
import nova.agent.listener.Speech;
import nova.agent.listener.VisitorConnection;
import nova.agent.listener.http1.Http1Connection;
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

  public Greeter(Speech speech, Requests requests) {
    this.speech = speech;
    this.requests = requests;
  }

  @Override
  public byte[] full() {
    return speech.kind() == Speech.Kind.HTTP ? FULL : NOTHING;
  }

  @Override
  public void welcome(VisitorConnection connection) {
    begin(connection, ByteBuffer.wrap(NOTHING));
  }

  private void begin(VisitorConnection connection, ByteBuffer early) {
    StreamSourceConduit source = connection.socket().getSourceChannel().getConduit();
    StreamSinkConduit sink = connection.socket().getSinkChannel().getConduit();
    new Http1Connection(connection, source, sink, "http", requests).begin(early);
  }
}
