package nova.agent.listener.tls;

import java.util.List;
import javax.net.ssl.SSLEngine;

/** What visitors of a port are offered. */
public interface TlsTerms {

  /** Whether any of these protocols is spoken here. */
  boolean speaks(List<String> protocols);

  /**
   * An engine for one connection.
   *
   * @param serverName what the visitor asked for, in lower case; empty when it named nobody
   */
  SSLEngine engine(String serverName);
}
