package nova.agent.upstream;

import io.undertow.util.HeaderMap;
import java.nio.ByteBuffer;

/** What an exchange hears from its upstream connection; always on the connection's I/O thread. */
public interface UpstreamEvents {

  /** An interim answer other than 101. */
  void interim(ResponseHead head);

  /** The final head, or 101; valid only during the call. Body bytes follow. */
  void head(ResponseHead head);

  /**
   * Body bytes without framing; {@code last} with the end of the body. The buffer is the thread's
   * own: the receiver parks what it cannot pass on.
   *
   * @return false when no more may come until {@link ServerExchange#resume}
   */
  boolean body(ByteBuffer data, boolean last);

  /** Trailer fields of the answer; the last call of {@link #body} follows. */
  void trailers(HeaderMap fields);

  /** Everything handed to {@link ServerExchange#send} is with the kernel. */
  void sent();

  /** Nothing came or will come any more. */
  void broken(Breach breach, String cause);

  /** How far an exchange had got when its connection was lost. */
  enum Breach {
    /** Closed or reset before a byte of the answer. */
    NO_ANSWER,
    /** An answer that is not HTTP. */
    BAD_ANSWER,
    /** Cut in the middle of the answer. */
    CUT,
    /**
     * The server said, or it is certain, that it did nothing: any request may be sent elsewhere.
     */
    NOT_PROCESSED
  }
}
