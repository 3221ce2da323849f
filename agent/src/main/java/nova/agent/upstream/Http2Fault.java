package nova.agent.upstream;

import java.io.IOException;

/** The server broke a rule that no stream of the connection survives. */
final class Http2Fault extends IOException {
  private static final long serialVersionUID = 1L;

  private final int code;

  Http2Fault(int code, String rule) {
    super(rule);
    this.code = code;
  }

  int code() {
    return code;
  }

  String rule() {
    return String.valueOf(getMessage());
  }

  /** Hot under attack, and the rule says it all. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
