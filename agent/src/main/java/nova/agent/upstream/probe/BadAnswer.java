package nova.agent.upstream.probe;

import java.io.IOException;

/** The server said something, and it will not do; the message is the cause in the report. */
final class BadAnswer extends IOException {
  private static final long serialVersionUID = 1L;

  BadAnswer(String cause) {
    super(cause);
  }
}
