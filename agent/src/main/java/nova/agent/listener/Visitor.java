package nova.agent.listener;

import io.undertow.util.HeaderMap;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Whoever made the request in hand, whatever protocol they speak. One I/O thread. */
public interface Visitor {

  /** Wants to know when a visitor goes before the answer is out. */
  interface Departure {
    void visitorLeft();
  }

  RequestFacts facts();

  VisitorPort port();

  /** The connection the request came on, perhaps beside others. */
  VisitorConnection connection();

  /** The visitor's IP address. */
  String peer();

  /** True when no further request is welcome on this connection. */
  boolean last();

  /** Why the request in hand must be refused; null when it is in order. */
  @Nullable Refusal refusal();

  /** The rule the request body broke; null while it is in order. */
  @Nullable String bodyProblem();

  /** From here until {@link #answered}: who to tell when the visitor goes. One at a time. */
  void serving(Departure exchange);

  /** The whole request was read: until its answer is out, notice when the visitor leaves. */
  void awaitAnswer();

  /**
   * The answer to the request in hand is out.
   *
   * @param last nothing more is answered here; the visitor gets a moment to read and close too
   */
  void answered(boolean last);

  /** Sends 103 with these fields; nothing else is on its way to the visitor now. */
  void hint(HeaderMap fields) throws IOException;

  /** Bytes pass unseen from now on; HTTP/1.1 only. */
  void tunnel();

  /** Ends the exchange so that the visitor sees that the answer is not whole. */
  void cut();
}
