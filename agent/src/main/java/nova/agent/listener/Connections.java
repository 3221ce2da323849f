package nova.agent.listener;

import java.nio.ByteBuffer;

/** Takes the connections of a port on which bytes are passed through untouched. */
public interface Connections {

  /** Whether it depends on the server name that a visitor's TLS asks for who takes them. */
  boolean byName();

  /**
   * Takes over a connection.
   *
   * @param serverName in lower case; empty when none was asked for, or it was not looked for
   * @param early what the visitor has said already; borrowed for this call
   */
  void take(VisitorConnection connection, String serverName, ByteBuffer early);
}
