package nova.agent.pipeline;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import nova.agent.certificates.CertificateKey;
import nova.agent.certificates.ServerIdentities;
import nova.agent.certificates.TlsImplementation;
import nova.agent.certificates.UnusableFile;
import nova.agent.config.ConfigSnapshot;
import nova.link.v1.ConfigProblem;

/** The certificates of one port: read when a config names them, and again when the files change. */
final class PortCertificates {
  private static final System.Logger LOG = System.getLogger(PortCertificates.class.getName());

  private final ServerIdentities identities;
  private final SSLContext context;
  private volatile List<ConfigSnapshot.CertificateFiles> files;
  private volatile List<CertificateKey> served;

  private PortCertificates(
      List<ConfigSnapshot.CertificateFiles> files,
      List<CertificateKey> pairs,
      SSLContext context,
      ServerIdentities identities) {
    this.files = files;
    this.served = pairs;
    this.context = context;
    this.identities = identities;
  }

  static PortCertificates of(
      List<ConfigSnapshot.CertificateFiles> files, List<CertificateKey> pairs) {
    try {
      ServerIdentities identities = new ServerIdentities(pairs);
      SSLContext context = TlsImplementation.JDK.context();
      context.init(new KeyManager[] {identities}, null, new SecureRandom());
      return new PortCertificates(files, pairs, context, identities);
    } catch (GeneralSecurityException withoutTls) {
      throw new IllegalStateException(withoutTls);
    }
  }

  SSLContext context() {
    return context;
  }

  /** Handshakes from now on see these. */
  void use(List<ConfigSnapshot.CertificateFiles> changed, List<CertificateKey> pairs) {
    files = changed;
    served = pairs;
    identities.replace(pairs);
  }

  /** Reads the files again; a set that cannot be used leaves the old one in place. Blocks. */
  void refresh() {
    List<CertificateKey> pairs = new ArrayList<>();
    for (ConfigSnapshot.CertificateFiles each : files) {
      try {
        pairs.add(CertificateKey.read(Path.of(each.certificate()), Path.of(each.key())));
      } catch (UnusableFile broken) {
        LOG.log(Level.WARNING, "the certificate served stays: {0}", broken.message());
        return;
      }
    }
    if (!pairs.equals(served)) {
      served = pairs;
      identities.replace(pairs);
      LOG.log(Level.INFO, "serving the certificate of {0} anew", files.getFirst().certificate());
    }
  }

  /** Reads what a config names; what cannot be used is added to the problems. */
  static List<CertificateKey> read(
      String at, ConfigSnapshot.ListenerTls tls, List<ConfigProblem> problems) {
    List<CertificateKey> pairs = new ArrayList<>();
    for (int i = 0; i < tls.certificates().size(); i++) {
      ConfigSnapshot.CertificateFiles files = tls.certificates().get(i);
      try {
        pairs.add(CertificateKey.read(Path.of(files.certificate()), Path.of(files.key())));
      } catch (UnusableFile broken) {
        String part = broken.part() == UnusableFile.Part.KEY ? "key_path" : "certificate_path";
        problems.add(
            ConfigProblem.newBuilder()
                .setPointer(at + "/tls/certificates/" + i + "/" + part)
                .setCode(broken.code())
                .setMessage(broken.message())
                .build());
      }
    }
    return pairs;
  }
}
