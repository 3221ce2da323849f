package nova.agent.upstream.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import nova.agent.certificates.Pem;
import org.jspecify.annotations.Nullable;

/** Who may sign servers. */
final class TrustAnchors {
  private static final System.Logger LOG = System.getLogger(TrustAnchors.class.getName());
  // where distributions keep the authorities of the machine, those of its owner included
  private static final List<Path> OF_THE_NODE =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  private TrustAnchors() {}

  /** Trusts those who are signed by one of these. */
  static X509ExtendedTrustManager of(String pem) throws GeneralSecurityException {
    return judge(store(Pem.certificates(pem)));
  }

  /** Trusts whom the node trusts. Blocks. */
  static X509ExtendedTrustManager ofTheNode() throws GeneralSecurityException {
    for (Path file : OF_THE_NODE) {
      KeyStore store = Files.isReadable(file) ? read(file) : null;
      if (store != null) {
        return judge(store);
      }
    }
    return judge(null);
  }

  private static @Nullable KeyStore read(Path file) throws GeneralSecurityException {
    try {
      return store(Pem.certificates(Files.readString(file, ISO_8859_1)));
    } catch (IOException | CertificateException unusable) {
      LOG.log(Level.WARNING, "The node''s trust store {0} cannot be used: {1}", file, unusable);
      return null;
    }
  }

  private static KeyStore store(List<X509Certificate> authorities) throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    return store;
  }

  /** Without a store: the one that comes with Java. */
  private static X509ExtendedTrustManager judge(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX", "SunJSSE");
    factory.init(store);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509ExtendedTrustManager judge) {
        return new ServerTrust(judge);
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager");
  }
}
