package nova.agent.upstream;

import java.net.InetSocketAddress;

/**
 * The visitor connection a request came on, as servers are told by PROXY protocol. Two are the same
 * only when they are the same object.
 */
public interface Caller {
  /** Where the visitor is. */
  InetSocketAddress source();

  /** Where the visitor went. */
  InetSocketAddress destination();
}
