package nova.agent.listener;

/**
 * How visitors of a port must speak. Connections keep to what was in force when they came; when it
 * changes, the older ones finish what they are doing and are closed.
 *
 * @param proxyProtocol each connection begins with a PROXY protocol header
 */
public record Speech(Kind kind, boolean http2, boolean proxyProtocol) {

  /** The protocol. */
  public enum Kind {
    HTTP,
    HTTPS,
    TCP
  }
}
