package nova.agent.listener.tls;

import javax.net.ssl.SSLEngine;

/** What visitors of a port are offered. */
public interface TlsTerms {

  /**
   * An engine for one connection.
   *
   * @param serverName what the visitor asked for, in lower case; empty when it named nobody
   */
  SSLEngine engine(String serverName);
}
