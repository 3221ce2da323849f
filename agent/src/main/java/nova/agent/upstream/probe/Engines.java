package nova.agent.upstream.probe;

import java.security.GeneralSecurityException;
import javax.net.ssl.SSLEngine;

/** Makes the client's side of TLS, verifying as the pool wants it. */
public interface Engines {
  SSLEngine engine(String host, int port, boolean http2) throws GeneralSecurityException;
}
