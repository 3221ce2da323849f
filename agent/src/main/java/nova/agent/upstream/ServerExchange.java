package nova.agent.upstream;

import io.undertow.util.HeaderMap;
import java.nio.ByteBuffer;
import org.xnio.StreamConnection;

/** One request on its way to a server and its answer back, whatever protocol the server speaks. */
public interface ServerExchange {

  /** True when the connection carried an exchange before this one. */
  boolean reused();

  /**
   * Begins an exchange.
   *
   * @param noBody the answer has no body whatever its head says (HEAD)
   */
  void begin(UpstreamEvents receiver, boolean noBody);

  /**
   * Sends the head and the first bytes of the body; whatever cannot be taken now is kept.
   *
   * @param last nothing follows
   * @return whether all of it is with the kernel; if not, {@link UpstreamEvents#sent} follows
   */
  boolean send(RequestHead head, ByteBuffer body, boolean last);

  /** Sends more of the body, unframed; as above. */
  boolean send(ByteBuffer body, boolean last);

  /**
   * Fields to follow the body; called before the last {@link #send(ByteBuffer, boolean)}. They go
   * out where the framing has room for them: not behind a body of known length in HTTP/1.1.
   */
  void trailers(HeaderMap fields);

  /** The server takes no more bytes; its answer may still come. */
  boolean writeBroken();

  /** The receiver can take body bytes again. */
  void resume();

  /**
   * The exchange is over: the connection is kept for another when both sides are clean, and closed
   * otherwise.
   */
  void release(boolean requestSent, int maxIdle);

  /** Gives the exchange up at once. */
  void shut();

  /** The raw connection after a 101; this object is out of the picture afterwards. */
  StreamConnection detach();
}
