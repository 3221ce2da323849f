package nova.agent.exchange.hpack;

import java.io.IOException;

/** A block that cannot be decoded; both sides no longer agree on the table. */
public final class HpackFailure extends IOException {
  private static final long serialVersionUID = 1L;

  HpackFailure(String cause) {
    super(cause);
  }

  /** Hot under attack, and the message says it all. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
