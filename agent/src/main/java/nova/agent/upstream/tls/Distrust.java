package nova.agent.upstream.tls;

import java.security.cert.CertificateException;

/** Why a server's certificate is not good enough, for a person. */
final class Distrust extends CertificateException {
  private static final long serialVersionUID = 1L;

  Distrust(String reason, CertificateException cause) {
    super(reason, cause);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
