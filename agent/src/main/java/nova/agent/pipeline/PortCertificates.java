package nova.agent.pipeline;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import nova.agent.certificates.CertificateKey;
import nova.agent.certificates.FileStamp;
import nova.agent.certificates.ServerIdentities;
import nova.agent.certificates.TlsImplementation;
import nova.agent.certificates.UnusableFile;
import nova.agent.config.ConfigSnapshot;
import nova.agent.listener.tls.TlsTerms;
import nova.link.v1.ConfigProblem;

/**
 * What visitors of one HTTPS port are offered: certificates, read when a config names them and
 * again when the files change, versions, cipher suites, protocols. Changed in place, so that
 * sessions can be resumed across configs.
 */
final class PortCertificates implements TlsTerms {
  private static final System.Logger LOG = System.getLogger(PortCertificates.class.getName());
  private static final String[] TLS_13 = {"TLSv1.3"};
  private static final String[] TLS_12_AND_13 = {"TLSv1.3", "TLSv1.2"};
  private static final String[] HTTP_1 = {"http/1.1"};
  private static final String[] HTTP_1_AND_2 = {"h2", "http/1.1"};
  // forward secrecy and authenticated encryption only
  private static final String[] CIPHERS = {
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
  };

  /**
   * What a config asks for.
   *
   * @param pairs what was in the files when they looked as the stamps say
   */
  record Offer(
      List<ConfigSnapshot.CertificateFiles> files,
      List<FileStamp> stamps,
      List<CertificateKey> pairs,
      boolean onlyTls13,
      boolean http2) {}

  private final ServerIdentities identities;
  private final SSLContext context;
  private final Set<CertificateKey> expired = new HashSet<>();
  private volatile Offer offer;

  PortCertificates(Offer first) {
    try {
      offer = first;
      identities = new ServerIdentities(first.pairs());
      context = TlsImplementation.best().context();
      context.init(new KeyManager[] {identities}, null, new SecureRandom());
    } catch (GeneralSecurityException withoutTls) {
      throw new IllegalStateException(withoutTls);
    }
  }

  @Override
  public boolean speaks(List<String> protocols) {
    return Stream.of(offer.http2() ? HTTP_1_AND_2 : HTTP_1).anyMatch(protocols::contains);
  }

  @Override
  public SSLEngine engine(String serverName) {
    Offer now = offer;
    SSLEngine engine = context.createSSLEngine(serverName, 0);
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(now.onlyTls13() ? TLS_13 : TLS_12_AND_13);
    parameters.setCipherSuites(CIPHERS);
    parameters.setUseCipherSuitesOrder(true);
    parameters.setApplicationProtocols(now.http2() ? HTTP_1_AND_2 : HTTP_1);
    engine.setSSLParameters(parameters);
    TlsImplementation.giveTickets(engine);
    return engine;
  }

  /** Handshakes from now on see this. */
  synchronized void use(Offer changed, Instant now) {
    identities.replace(changed.pairs());
    offer = changed;
    noteExpired(now);
  }

  /** Reads files that changed; a set that cannot be used leaves the old one in place. Blocks. */
  synchronized void refresh(Instant now) {
    Offer before = offer;
    List<FileStamp> stamps = stamps(before.files());
    if (!stamps.equals(before.stamps())) {
      List<ConfigProblem> problems = new ArrayList<>();
      List<CertificateKey> pairs = read("", before.files(), problems);
      boolean usable = problems.isEmpty();
      use(
          new Offer(
              before.files(),
              stamps,
              usable ? pairs : before.pairs(),
              before.onlyTls13(),
              before.http2()),
          now);
      problems.forEach(
          p -> LOG.log(Level.WARNING, "still serving the old one: {0}", p.getMessage()));
      if (usable) {
        LOG.log(Level.INFO, "serving {0} anew", before.files().getFirst().certificate());
      }
    }
    noteExpired(now);
  }

  private void noteExpired(Instant now) {
    for (CertificateKey pair : offer.pairs()) {
      Instant end = pair.chain().getFirst().getNotAfter().toInstant();
      if (end.isBefore(now) && expired.add(pair)) {
        String whose = pair.chain().getFirst().getSubjectX500Principal().getName();
        LOG.log(Level.WARNING, "the certificate of {0} expired at {1}", whose, end);
      }
    }
    expired.retainAll(offer.pairs());
  }

  /** Reads what a listener names; what cannot be used is added to the problems. */
  static Offer offer(
      String at, ConfigSnapshot.ListenerTls tls, boolean http2, List<ConfigProblem> problems) {
    List<FileStamp> stamps = stamps(tls.certificates());
    List<CertificateKey> pairs = read(at, tls.certificates(), problems);
    return new Offer(tls.certificates(), stamps, pairs, tls.onlyTls13(), http2);
  }

  private static List<FileStamp> stamps(List<ConfigSnapshot.CertificateFiles> files) {
    List<FileStamp> stamps = new ArrayList<>();
    for (ConfigSnapshot.CertificateFiles each : files) {
      stamps.add(FileStamp.of(Path.of(each.certificate())));
      stamps.add(FileStamp.of(Path.of(each.key())));
    }
    return stamps;
  }

  private static List<CertificateKey> read(
      String at, List<ConfigSnapshot.CertificateFiles> files, List<ConfigProblem> problems) {
    List<CertificateKey> pairs = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      try {
        pairs.add(
            CertificateKey.read(Path.of(files.get(i).certificate()), Path.of(files.get(i).key())));
      } catch (UnusableFile broken) {
        String part = broken.part() == UnusableFile.Part.KEY ? "key_path" : "certificate_path";
        problems.add(
            PortProblems.problem(
                at + "/tls/certificates/" + i + "/" + part, broken.code(), broken.message()));
      }
    }
    return pairs;
  }
}
