package nova.agent.exchange;

import java.io.IOException;

/** The other side broke HTTP's rules; the connection cannot be used any further. */
public final class BadFraming extends IOException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  public BadFraming(String rule) {
    super(rule);
    this.rule = rule;
  }

  /** The rule that was broken. */
  public String rule() {
    return rule;
  }

  /** Hot under attack, and the rule says it all. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
