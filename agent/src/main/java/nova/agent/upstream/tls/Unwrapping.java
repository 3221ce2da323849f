package nova.agent.upstream.tls;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Takes a server's records apart, and remembers what was thought of its certificate meanwhile. */
final class Unwrapping {
  private final SSLEngine engine;
  private @Nullable Distrust distrust;

  Unwrapping(SSLEngine engine) {
    this.engine = engine;
  }

  /** Conscrypt reports some malformed input unchecked, and lets the refusal of a chain through. */
  SSLEngineResult unwrap(ByteBuffer from, ByteBuffer to) throws SSLException {
    try {
      return engine.unwrap(from, to);
    } catch (SSLException declared) {
      throw declared;
    } catch (Exception undeclared) {
      throw new SSLException(undeclared.getMessage(), undeclared);
    }
  }

  /** To be called after each step of the handshake: Conscrypt forgets why by the time it fails. */
  void judged() {
    Distrust found = ServerTrust.verdict();
    if (found != null) {
      distrust = found;
    }
  }

  /** What to say of a handshake that failed so. */
  String cause(Exception failure) {
    judged();
    return TlsFault.of(distrust == null ? failure : distrust);
  }
}
