package nova.agent.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import nova.link.v1.CertificateFiles;

/** Self-signed certificates as files, made by openssl. */
final class Certificates {
  private Certificates() {}

  /** An EC key pair for these DNS names. */
  static CertificateFiles make(Path directory, String name, String... dnsNames)
      throws IOException, InterruptedException {
    Path certificate = directory.resolve(name + ".crt");
    Path key = directory.resolve(name + ".key");
    Process openssl =
        new ProcessBuilder(
                List.of(
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:P-256",
                    "-nodes",
                    "-days",
                    "30",
                    "-subj",
                    "/CN=" + dnsNames[0],
                    "-addext",
                    "subjectAltName=DNS:" + String.join(",DNS:", dnsNames),
                    "-keyout",
                    key.toString(),
                    "-out",
                    certificate.toString()))
            .redirectErrorStream(true)
            .start();
    String said =
        new String(
            openssl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (openssl.waitFor() != 0) {
      throw new IOException(said);
    }
    return CertificateFiles.newBuilder()
        .setCertificatePath(certificate.toString())
        .setKeyPath(key.toString())
        .build();
  }
}
