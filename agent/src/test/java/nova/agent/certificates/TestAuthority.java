package nova.agent.certificates;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A certificate authority of a test: real X.509, made on the spot. */
public final class TestAuthority {
  private static final AtomicLong SERIALS = new AtomicLong(1);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  // ecdsa-with-SHA256
  private static final byte[] ALGORITHM =
      der(0x30, new byte[] {6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2});

  private final KeyPair keys = keys();
  private final String name;
  private final X509Certificate certificate;

  public TestAuthority(String name) {
    this.name = name;
    this.certificate = sign(name, keys, true, List.of(), Duration.ofDays(-1), Duration.ofDays(9));
  }

  public X509Certificate certificate() {
    return certificate;
  }

  public String pem() {
    return pem("CERTIFICATE", encoded(certificate));
  }

  /** A certificate for these DNS names and addresses, valid today. */
  public CertificateKey issue(String... names) {
    return issue(Duration.ofDays(-1), Duration.ofDays(2), names);
  }

  public CertificateKey issue(Duration from, Duration until, String... names) {
    KeyPair own = keys();
    X509Certificate signed =
        sign(names.length == 0 ? "nobody" : names[0], own, false, List.of(names), from, until);
    return new CertificateKey(List.of(signed, certificate), own.getPrivate());
  }

  /** Writes certificate and key as PEM files. */
  public static void write(CertificateKey what, Path certificate, Path key) throws IOException {
    StringBuilder chain = new StringBuilder();
    what.chain().forEach(each -> chain.append(pem("CERTIFICATE", encoded(each))));
    Files.writeString(certificate, chain);
    Files.writeString(key, pem(what.key()));
  }

  public static String pem(PrivateKey key) {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String kind, byte[] der) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate sign(
      String subject,
      KeyPair of,
      boolean authority,
      List<String> names,
      Duration from,
      Duration until) {
    Instant now = Instant.now();
    byte[] body =
        der(
            0x30,
            der(0xa0, der(2, new byte[] {2})),
            der(2, BigInteger.valueOf(SERIALS.getAndIncrement()).toByteArray()),
            ALGORITHM,
            distinguished(name),
            der(0x30, time(now.plus(from)), time(now.plus(until))),
            distinguished(subject),
            of.getPublic().getEncoded(),
            der(0xa3, der(0x30, authority ? isAuthority() : alternatives(names))));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(body);
      byte[] whole = der(0x30, body, ALGORITHM, der(3, new byte[] {0}, signature.sign()));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(whole));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] isAuthority() {
    byte[] yes = der(0x30, der(1, new byte[] {-1}));
    return der(0x30, der(6, new byte[] {0x55, 0x1d, 0x13}), der(1, new byte[] {-1}), der(4, yes));
  }

  private static byte[] alternatives(List<String> names) {
    byte[][] each = new byte[names.size()][];
    for (int i = 0; i < each.length; i++) {
      each[i] = alternative(names.get(i));
    }
    return der(0x30, der(6, new byte[] {0x55, 0x1d, 0x11}), der(4, der(0x30, each)));
  }

  private static byte[] alternative(String name) {
    try {
      return der(0x87, InetAddress.ofLiteral(name).getAddress());
    } catch (IllegalArgumentException aName) {
      return der(0x82, name.getBytes(ISO_8859_1));
    }
  }

  private static byte[] time(Instant at) {
    return der(0x18, TIME.format(at).getBytes(ISO_8859_1));
  }

  private static byte[] distinguished(String commonName) {
    byte[] type = der(6, new byte[] {0x55, 4, 3});
    return der(0x30, der(0x31, der(0x30, type, der(0x0c, commonName.getBytes(UTF_8)))));
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    int size = content.size();
    if (size > 255) {
      whole.write(0x82);
      whole.write(size >> 8);
    } else if (size > 127) {
      whole.write(0x81);
    }
    whole.write(size);
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }
}
