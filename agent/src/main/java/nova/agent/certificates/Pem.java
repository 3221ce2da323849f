package nova.agent.certificates;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text form of certificates and keys, RFC 7468. */
public final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
  private static final String[] KEY_KINDS = {"EC", "RSA", "Ed25519", "RSASSA-PSS", "Ed448"};

  private Pem() {}

  /** All certificates in their order; at least one. */
  public static List<X509Certificate> certificates(String text) throws CertificateException {
    List<X509Certificate> found = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).endsWith("CERTIFICATE")) {
        byte[] der = bytes(block.group(2));
        found.add(
            (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der)));
      }
    }
    if (found.isEmpty()) {
      throw new CertificateException("no certificate in it");
    }
    return found;
  }

  /** The one key, PKCS #8. */
  static PrivateKey key(String text) throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      switch (block.group(1)) {
        case "PRIVATE KEY" -> {
          return key(bytes(block.group(2)));
        }
        case "ENCRYPTED PRIVATE KEY" ->
            throw new InvalidKeySpecException("the key is encrypted; store it without a password");
        case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
            throw new InvalidKeySpecException(
                "the key is in the older form; convert it with \"openssl pkcs8 -topk8 -nocrypt\"");
        default -> {}
      }
    }
    throw new InvalidKeySpecException("no private key in it");
  }

  private static PrivateKey key(byte[] der) throws GeneralSecurityException {
    // the encoding names its kind, but only to the factory of that kind
    for (String kind : KEY_KINDS) {
      PrivateKey key = key(kind, der);
      if (key != null) {
        return key;
      }
    }
    throw new InvalidKeySpecException("the kind of key is not known");
  }

  private static @Nullable PrivateKey key(String kind, byte[] der) throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (InvalidKeySpecException otherKind) {
      return null;
    }
  }

  private static byte[] bytes(String base64) throws CertificateException {
    try {
      return Base64.getMimeDecoder().decode(base64.getBytes(US_ASCII));
    } catch (IllegalArgumentException malformed) {
      throw new CertificateException("malformed Base64", malformed);
    }
  }
}
