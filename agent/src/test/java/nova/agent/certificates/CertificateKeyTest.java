package nova.agent.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a pair of files is said of the right file. */
class CertificateKeyTest {
  private static final TestAuthority AUTHORITY = new TestAuthority("authority");
  @TempDir Path folder;
  private Path certificate;
  private Path key;

  @BeforeEach
  void write() throws IOException {
    certificate = folder.resolve("a.pem");
    key = folder.resolve("a.key");
    TestAuthority.write(AUTHORITY.issue("a.example"), certificate, key);
  }

  @Test
  void a_pair_that_belongs_together_is_read_with_its_chain() throws UnusableFile {
    CertificateKey read = CertificateKey.read(certificate, key);
    assertThat(read.chain()).hasSize(2).last().isEqualTo(AUTHORITY.certificate());
    assertThat(read.key().getAlgorithm()).isEqualTo("EC");
  }

  @Test
  void missing_files_are_named() throws IOException {
    Files.delete(key);
    refused(UnusableFile.Part.KEY, "unreadable-file", "no file " + key);
    Files.delete(certificate);
    refused(UnusableFile.Part.CERTIFICATE, "unreadable-file", "no file " + certificate);
  }

  @Test
  void another_certificates_key_is_refused() throws IOException {
    Files.writeString(key, TestAuthority.pem(AUTHORITY.issue("b.example").key()));
    refused(UnusableFile.Part.KEY, "key-mismatch", "is not the key");
  }

  @Test
  void what_is_no_certificate_is_refused() throws IOException {
    Files.writeString(certificate, "hello");
    refused(UnusableFile.Part.CERTIFICATE, "bad-certificate", "no certificate in it");
    Files.writeString(
        certificate, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    refused(UnusableFile.Part.CERTIFICATE, "bad-certificate", "not a certificate");
  }

  @Test
  void keys_in_other_forms_are_refused_with_the_way_out() throws IOException {
    Files.writeString(key, "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
    refused(UnusableFile.Part.KEY, "bad-key", "openssl pkcs8");
    Files.writeString(
        key, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
    refused(UnusableFile.Part.KEY, "bad-key", "without a password");
    Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    refused(UnusableFile.Part.KEY, "bad-key", "not known");
    Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n");
    refused(UnusableFile.Part.KEY, "bad-key", "not a key");
  }

  private void refused(UnusableFile.Part part, String code, String message) {
    assertThatThrownBy(() -> CertificateKey.read(certificate, key))
        .asInstanceOf(type(UnusableFile.class))
        .satisfies(
            refusal -> {
              assertThat(refusal.part()).isEqualTo(part);
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.message()).contains(message);
            });
  }
}
