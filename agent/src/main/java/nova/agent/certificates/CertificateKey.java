package nova.agent.certificates;

import static nova.agent.certificates.UnusableFile.Part.CERTIFICATE;
import static nova.agent.certificates.UnusableFile.Part.KEY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/** A certificate with its chain, and the private key that belongs to it. */
public record CertificateKey(List<X509Certificate> chain, PrivateKey key) {
  private static final long MOST_FILE_BYTES = 1 << 20;
  private static final byte[] PROOF = {1, 2, 3, 4};

  /** Reads both files and proves that they belong together. Blocks. */
  public static CertificateKey read(Path certificate, Path key) throws UnusableFile {
    List<X509Certificate> chain;
    try {
      chain = Pem.certificates(text(CERTIFICATE, certificate));
    } catch (CertificateException bad) {
      throw new UnusableFile(
          CERTIFICATE, "bad-certificate", certificate + ": " + said(bad, "not a certificate"));
    }
    PrivateKey own;
    try {
      own = Pem.key(text(KEY, key));
    } catch (GeneralSecurityException bad) {
      throw new UnusableFile(KEY, "bad-key", key + ": " + said(bad, "not a key"));
    }
    if (!belong(chain.getFirst().getPublicKey(), own)) {
      throw new UnusableFile(
          KEY, "key-mismatch", key + " is not the key of the certificate in " + certificate + ".");
    }
    return new CertificateKey(List.copyOf(chain), own);
  }

  private static String text(UnusableFile.Part part, Path file) throws UnusableFile {
    try {
      if (Files.size(file) > MOST_FILE_BYTES) {
        throw new UnusableFile(part, "unreadable-file", file + " is larger than 1 MiB.");
      }
      return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException missing) {
      throw new UnusableFile(part, "unreadable-file", "There is no file " + file + " on the node.");
    } catch (IOException denied) {
      throw new UnusableFile(part, "unreadable-file", "The agent cannot read " + file + ".");
    }
  }

  private static String said(Exception problem, String otherwise) {
    String message = problem.getMessage();
    return message == null || problem.getCause() != null ? otherwise : message;
  }

  private static boolean belong(PublicKey shown, PrivateKey own) {
    String kind =
        switch (shown.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> shown.getAlgorithm();
        };
    try {
      Signature signing = Signature.getInstance(kind);
      signing.initSign(own);
      signing.update(PROOF);
      Signature checking = Signature.getInstance(kind);
      checking.initVerify(shown);
      checking.update(PROOF);
      return checking.verify(signing.sign());
    } catch (GeneralSecurityException otherKind) {
      return false;
    }
  }
}
