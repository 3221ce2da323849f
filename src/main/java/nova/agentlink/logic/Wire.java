package nova.agentlink.logic;

import java.io.IOException;

/** A connection to an agent, as the logic sees it. */
public interface Wire {

  /** WebSocket close codes. */
  enum Close {
    AWAY(1001),
    UNSUITABLE(1003),
    POLICY(1008),
    LATER(1013),
    FAILED(1011);

    private final int code;

    Close(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  /** Blocks until it is written. */
  void send(byte[] frame) throws IOException;

  void close(Close code, String reason);
}
