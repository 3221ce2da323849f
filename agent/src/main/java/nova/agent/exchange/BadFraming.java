package nova.agent.exchange;

import java.io.IOException;

/** The other side broke HTTP's rules; the connection cannot be used any further. */
public final class BadFraming extends IOException {
  private static final long serialVersionUID = 1L;

  public BadFraming(String rule) {
    super(rule);
  }

  /** Hot under attack, and the rule says it all. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
