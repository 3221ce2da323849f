package nova.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A certificate nobody trusts, for localhost: ECDSA P-256.
 *
 * @param certificate PEM
 * @param key PEM, PKCS #8
 * @param both certificate and key in one file, as HAProxy wants them
 */
public record TestCertificate(Path certificate, Path key, Path both) {

  public static TestCertificate make(Path dir) throws IOException, InterruptedException {
    Path certificate = dir.resolve("certificate.pem");
    Path key = dir.resolve("key.pem");
    Path both = dir.resolve("both.pem");
    Shell.output(
        List.of(
            "openssl",
            "req",
            "-x509",
            "-nodes",
            "-days",
            "30",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-keyout",
            key.toString(),
            "-out",
            certificate.toString()));
    Files.writeString(both, Files.readString(certificate) + Files.readString(key));
    return new TestCertificate(certificate, key, both);
  }
}
