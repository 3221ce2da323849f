package nova.agent.upstream.tls;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import nova.agent.certificates.CertificateKey;
import nova.agent.certificates.TlsImplementation;
import nova.agent.certificates.UnusableFile;

/** One policy at work; sessions are kept, so that later handshakes are short ones. Thread-safe. */
public final class ServerTls {
  private static final System.Logger LOG = System.getLogger(ServerTls.class.getName());
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
  private static final String[] HTTP1 = {"http/1.1"};
  private static final String[] HTTP2_FIRST = {"h2", "http/1.1"};
  private static final int MOST_SESSIONS = 4096;

  /** A context, and what the files it was made from looked like. */
  private record Made(SSLContext context, String stamp) {}

  private final TlsPolicy policy;
  private final TlsImplementation implementation;
  private final X509ExtendedTrustManager trust;
  private volatile Made made;
  private String refused = "";

  private ServerTls(TlsPolicy policy, TlsImplementation implementation) throws UnusableTls {
    this.policy = policy;
    this.implementation = implementation;
    this.trust = trust(policy);
    this.made = make();
  }

  /** Reads everything the policy names. Blocks. */
  public static ServerTls compile(TlsPolicy policy) throws UnusableTls {
    return compile(policy, TlsImplementation.best());
  }

  static ServerTls compile(TlsPolicy policy, TlsImplementation implementation) throws UnusableTls {
    return new ServerTls(policy, implementation);
  }

  private static X509ExtendedTrustManager trust(TlsPolicy policy) throws UnusableTls {
    try {
      return !policy.verify()
          ? new AnyServer()
          : policy.caPem().isEmpty() ? TrustAnchors.ofTheNode() : TrustAnchors.of(policy.caPem());
    } catch (GeneralSecurityException bad) {
      throw new UnusableTls(
          "/ca_pem", "bad-certificate", "Must hold certificates in PEM: " + bad.getMessage() + ".");
    }
  }

  private Made make() throws UnusableTls {
    String stamp = stamp();
    try {
      KeyManager[] own = {};
      if (policy.own().isPresent()) {
        TlsPolicy.Files files = policy.own().get();
        own =
            new KeyManager[] {
              new OwnCertificate(CertificateKey.read(files.certificate(), files.key()))
            };
      }
      SSLContext context = implementation.context();
      context.init(own, new TrustManager[] {trust}, null);
      context.getClientSessionContext().setSessionCacheSize(MOST_SESSIONS);
      return new Made(context, stamp);
    } catch (UnusableFile file) {
      throw new UnusableTls(pointer(file.part()), file.code(), file.message());
    } catch (GeneralSecurityException broken) {
      throw new UnusableTls("", "tls-not-available", "TLS does not work: " + broken + ".");
    }
  }

  private static String pointer(UnusableFile.Part part) {
    return switch (part) {
      case CERTIFICATE -> "/client_certificate/certificate_path";
      case KEY -> "/client_certificate/key_path";
    };
  }

  /**
   * Reads the files of the agent's own certificate again when they changed; what cannot be used is
   * told in the log and leaves everything as it is. Blocks.
   */
  public synchronized void refresh() {
    String stamp = stamp();
    if (stamp.equals(made.stamp()) || stamp.equals(refused)) {
      return;
    }
    try {
      made = make();
      LOG.log(Level.INFO, "The certificate for servers was read again: {0}", policy.own());
    } catch (UnusableTls unusable) {
      refused = stamp;
      LOG.log(Level.WARNING, "The certificate for servers stays: {0}", unusable.message());
    }
  }

  private String stamp() {
    return policy.own().map(own -> stamp(own.certificate()) + stamp(own.key())).orElse("");
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return is.fileKey() + "/" + is.size() + "/" + is.lastModifiedTime().toMillis() + ";";
    } catch (IOException missing) {
      return "missing;";
    }
  }

  /** Differs after the agent's own certificate was changed: older connections show the old one. */
  public Object identity() {
    return made.context();
  }

  /** The name that a server at this host must prove. */
  String name(String host) {
    return policy.serverName().isEmpty() ? host : policy.serverName();
  }

  /** The client's side of one connection. */
  public SSLEngine engine(String host, int port, boolean http2) {
    String name = name(host);
    SSLEngine engine = made.context().createSSLEngine(name, port);
    engine.setUseClientMode(true);
    SSLParameters wanted = engine.getSSLParameters();
    wanted.setProtocols(VERSIONS);
    wanted.setApplicationProtocols(http2 ? HTTP2_FIRST : HTTP1);
    if (policy.verify()) {
      wanted.setEndpointIdentificationAlgorithm("HTTPS");
    }
    wanted.setServerNames(asked(name));
    engine.setSSLParameters(wanted);
    implementation.resumeSessions(engine);
    return engine;
  }

  /** RFC 6066: a name, never an address. */
  private static List<javax.net.ssl.SNIServerName> asked(String name) {
    try {
      var unused = InetAddress.ofLiteral(name);
      return List.of();
    } catch (IllegalArgumentException aName) {
      return sni(name);
    }
  }

  private static List<javax.net.ssl.SNIServerName> sni(String name) {
    try {
      return List.of(
          new SNIHostName(name.endsWith(".") ? name.substring(0, name.length() - 1) : name));
    } catch (IllegalArgumentException noHostName) {
      return List.of(); // an underscore, for instance: such a server has no certificate by name
    }
  }

  /** After its last byte. */
  void free(SSLEngine engine) {
    implementation.free(engine);
  }
}
