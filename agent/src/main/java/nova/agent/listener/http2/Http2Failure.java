package nova.agent.listener.http2;

import java.io.IOException;

/** An error that ends the connection. */
final class Http2Failure extends IOException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  Http2Failure(ErrorCode code, String cause) {
    super(cause);
    this.code = code;
  }

  ErrorCode code() {
    return code;
  }

  /** One line for whoever debugs the other side. */
  String cause() {
    return String.valueOf(getMessage());
  }

  /** Hot under attack, and the message says it all. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
