package nova.agent.certificates;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.conscrypt.Conscrypt;

/**
 * Who does the cryptography of TLS: Conscrypt where its library loads (half the CPU of the JDK's in
 * handshakes), the JDK elsewhere.
 */
public enum TlsImplementation {
  CONSCRYPT,
  JDK;

  private static final Optional<Provider> NATIVE = load();

  private static Optional<Provider> load() {
    try {
      return Optional.of(Conscrypt.newProviderBuilder().provideTrustManager(false).build());
    } catch (UnsatisfiedLinkError | NoClassDefFoundError notForThisMachine) {
      return Optional.empty();
    }
  }

  /** The better one this machine has. */
  public static TlsImplementation best() {
    return NATIVE.isPresent() ? CONSCRYPT : JDK;
  }

  /** Lets visitors resume by tickets, which TLS 1.3 knows only; Conscrypt must be asked to. */
  public static void giveTickets(SSLEngine server) {
    if (Conscrypt.isConscrypt(server)) {
      Conscrypt.setUseSessionTickets(server, true);
    }
  }

  /** A context for TLS 1.2 and 1.3, not initialised yet. */
  public SSLContext context() throws NoSuchAlgorithmException {
    return switch (this) {
      case CONSCRYPT -> SSLContext.getInstance("TLS", NATIVE.orElseThrow());
      case JDK -> SSLContext.getInstance("TLS");
    };
  }

  /** Lets a client's engine remember sessions also by ticket. */
  public void resumeSessions(SSLEngine engine) {
    switch (this) {
      case CONSCRYPT -> Conscrypt.setUseSessionTickets(engine, true);
      case JDK -> {} // always does
    }
  }

  /** Gives native memory back at once rather than when the collector comes by. */
  public void free(SSLEngine engine) {
    switch (this) {
      case CONSCRYPT -> {
        try {
          engine.closeInbound();
        } catch (SSLException alreadyBroken) {
          engine.closeOutbound();
        }
      }
      case JDK -> {} // has none, and forgets the session of an engine that is closed early
    }
  }
}
