package nova.agent.upstream.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.util.Date;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's judgement of a server's certificate (path and name), told so that it helps: what is
 * wrong is found out only after the JDK said no.
 */
final class ServerTrust extends X509ExtendedTrustManager {
  // Conscrypt's word for TLS 1.3, where the cipher suite says nothing about the key; the JDK's is
  private static final String ANY_KEY = "GENERIC";
  private static final String JDK_ANY_KEY = "UNKNOWN";

  // engines ask within a call of their owner, who asks right after it
  private static final ThreadLocal<@Nullable Distrust> VERDICT = new ThreadLocal<>();

  private final X509ExtendedTrustManager jdk;

  ServerTrust(X509ExtendedTrustManager jdk) {
    this.jdk = jdk;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    String key = kind.equals(ANY_KEY) ? JDK_ANY_KEY : kind;
    try {
      jdk.checkServerTrusted(chain, key, engine);
    } catch (CertificateException no) {
      Distrust verdict = new Distrust(reason(chain, key, engine.getPeerHost()), no);
      VERDICT.set(verdict);
      throw verdict;
    }
  }

  /** The last refusal of this thread, once. */
  static @Nullable Distrust verdict() {
    Distrust last = VERDICT.get();
    VERDICT.remove();
    return last;
  }

  private String reason(X509Certificate[] chain, String key, String name) {
    for (X509Certificate each : chain) {
      try {
        each.checkValidity();
      } catch (CertificateExpiredException over) {
        return "certificate expired on " + day(each.getNotAfter());
      } catch (CertificateNotYetValidException early) {
        return "certificate is not valid before " + day(each.getNotBefore());
      }
    }
    try {
      jdk.checkServerTrusted(chain, key);
      return "certificate does not name " + name;
    } catch (CertificateException unknown) {
      return "certificate is not signed by a trusted authority";
    }
  }

  private static String day(Date at) {
    return at.toInstant().atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    throw new CertificateException("servers are judged by their connection only");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    throw new CertificateException("servers are judged by their connection only");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("no clients here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    throw new CertificateException("no clients here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    throw new CertificateException("no clients here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return jdk.getAcceptedIssuers();
  }
}
