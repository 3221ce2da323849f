package nova.agent.upstream.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import nova.agent.certificates.CertificateKey;
import nova.agent.certificates.TestAuthority;
import nova.agent.certificates.TlsImplementation;
import nova.agent.upstream.Endpoint;
import nova.agent.upstream.RawServer;
import nova.agent.upstream.Rig;
import nova.agent.upstream.Transport;
import nova.agent.upstream.UpstreamEvents.Breach;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers prove who they are, or are not spoken to; what failed is said. */
class ServerTlsTest {
  private static final TestAuthority AUTHORITY = new TestAuthority("authority");
  private static final TestAuthority STRANGER = new TestAuthority("stranger");
  private static Rig rig;
  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    rig = new Rig();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private static TlsPolicy policy(String name) {
    return new TlsPolicy(name, AUTHORITY.pem(), Optional.empty(), true);
  }

  private static Endpoint endpoint(TlsServer server, TlsPolicy policy, TlsImplementation by)
      throws UnusableTls {
    return new Endpoint(
        "127.0.0.1", server.port(), new Transport(false, 0, ServerTls.compile(policy, by)));
  }

  private static String refusal(CertificateKey shown, TlsPolicy policy, TlsImplementation by)
      throws IOException, GeneralSecurityException, UnusableTls {
    try (TlsServer server = new TlsServer(shown, null)) {
      Rig.Answer answer = rig.get(endpoint(server, policy, by));
      assertThat(answer.status()).isZero();
      return answer.cause();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_server_that_proves_its_name_is_spoken_to(TlsImplementation by) throws Exception {
    CertificateKey key = AUTHORITY.issue("api.internal", "*.wild.internal", "127.0.0.1");
    for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
      try (TlsServer server = new TlsServer(key, null, version)) {
        Rig.Answer named = rig.get(endpoint(server, policy("api.internal"), by));
        assertThat(named.text())
            .as(named.cause())
            .contains(version, "value=api.internal", "client=nobody", "alpn=http/1.1");
        assertThat(rig.get(endpoint(server, policy("x.wild.internal"), by)).status())
            .isEqualTo(200);
        // an address is verified as one, and no name is asked for
        assertThat(rig.get(endpoint(server, policy(""), by)).text()).contains("sni=[]");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_certificate_that_is_not_good_enough_says_why(TlsImplementation by) throws Exception {
    TlsPolicy policy = policy("api.internal");
    assertThat(refusal(AUTHORITY.issue("other.internal"), policy, by))
        .isEqualTo("tls: certificate does not name api.internal");
    assertThat(refusal(AUTHORITY.issue("*.internal"), policy("a.b.internal"), by))
        .isEqualTo("tls: certificate does not name a.b.internal");
    assertThat(refusal(AUTHORITY.issue("api.internal"), policy(""), by))
        .isEqualTo("tls: certificate does not name 127.0.0.1");
    assertThat(refusal(STRANGER.issue("api.internal"), policy, by))
        .isEqualTo("tls: certificate is not signed by a trusted authority");
    CertificateKey late = AUTHORITY.issue(Duration.ofDays(-3), Duration.ofDays(-2), "api.internal");
    assertThat(refusal(late, policy, by)).startsWith("tls: certificate expired on 20");
    CertificateKey early = AUTHORITY.issue(Duration.ofDays(2), Duration.ofDays(3), "api.internal");
    assertThat(refusal(early, policy, by)).startsWith("tls: certificate is not valid before 20");
  }

  @Test
  void the_nodes_own_authorities_do_not_trust_a_stranger() throws Exception {
    TlsPolicy policy = new TlsPolicy("api.internal", "", Optional.empty(), true);
    assertThat(refusal(STRANGER.issue("api.internal"), policy, TlsImplementation.best()))
        .isEqualTo("tls: certificate is not signed by a trusted authority");
  }

  @ParameterizedTest
  @EnumSource
  void without_verification_any_certificate_will_do(TlsImplementation by) throws Exception {
    TlsPolicy any = new TlsPolicy("api.internal", "", Optional.empty(), false);
    try (TlsServer server = new TlsServer(STRANGER.issue("other"), null)) {
      assertThat(rig.get(endpoint(server, any, by)).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_agents_own_certificate_is_shown_and_read_again_when_it_changes(TlsImplementation by)
      throws Exception {
    Path certificate = folder.resolve("own.pem");
    Path key = folder.resolve("own.key");
    TestAuthority.write(STRANGER.issue("first"), certificate, key);
    TlsPolicy policy =
        new TlsPolicy(
            "api.internal",
            AUTHORITY.pem(),
            Optional.of(new TlsPolicy.Files(certificate, key)),
            true);
    ServerTls tls = ServerTls.compile(policy, by);
    try (TlsServer server =
        new TlsServer(AUTHORITY.issue("api.internal"), STRANGER.certificate())) {
      Endpoint endpoint = new Endpoint("127.0.0.1", server.port(), new Transport(false, 0, tls));
      assertThat(rig.get(endpoint).text()).contains("CN=first");
      Files.writeString(key, "half a file");
      tls.refresh();
      assertThat(rig.get(endpoint).text()).contains("CN=first");
      TestAuthority.write(STRANGER.issue("second"), certificate, key);
      tls.refresh();
      assertThat(rig.get(endpoint).text()).contains("CN=second");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_server_that_wants_a_certificate_and_gets_none_is_heard(TlsImplementation by)
      throws Exception {
    try (TlsServer server =
        new TlsServer(AUTHORITY.issue("api.internal"), STRANGER.certificate(), "TLSv1.2")) {
      assertThat(rig.get(endpoint(server, policy("api.internal"), by)).cause())
          .startsWith("tls: refused by the server");
    }
    // TLS 1.3 lets the client believe that it is in before the server has judged
    try (TlsServer server =
        new TlsServer(AUTHORITY.issue("api.internal"), STRANGER.certificate(), "TLSv1.3")) {
      Rig.Answer answer = rig.get(endpoint(server, policy("api.internal"), by));
      assertThat(answer.breach()).isEqualTo(Breach.NO_ANSWER);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sessions_are_resumed(TlsImplementation by) throws Exception {
    for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
      try (TlsServer server = new TlsServer(AUTHORITY.issue("api.internal"), null, version)) {
        Endpoint endpoint = endpoint(server, policy("api.internal"), by);
        for (int i = 0; i < 4; i++) {
          assertThat(rig.get(endpoint).status()).isEqualTo(200);
          endpoint.retire(true);
          await().until(() -> endpoint.connections() == 0);
          endpoint.retire(false);
        }
        assertThat(server.connections.get()).isEqualTo(4);
        assertThat(server.sessions).as(version).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void large_bodies_pass_both_ways(TlsImplementation by) throws Exception {
    String body = "0123456789abcdef".repeat(1 << 17);
    try (TlsServer server = new TlsServer(AUTHORITY.issue("api.internal"), null, body, true)) {
      Rig.Answer answer = rig.get(endpoint(server, policy("api.internal"), by));
      assertThat(answer.breach()).isNull();
      assertThat(answer.text()).isEqualTo(body);
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_answer_that_ends_with_the_connection_is_whole_only_with_a_farewell(TlsImplementation by)
      throws Exception {
    try (TlsServer server = new TlsServer(AUTHORITY.issue("api.internal"), null, "abc", false)) {
      Rig.Answer answer = rig.get(endpoint(server, policy("api.internal"), by));
      assertThat(answer.breach()).isEqualTo(Breach.CUT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_server_without_tls_is_told_apart(TlsImplementation by) throws Exception {
    RawServer.Script plain =
        talk -> {
          talk.say("HTTP/1.1 400 Bad Request\r\n\r\n");
          talk.in.readAllBytes();
        };
    try (RawServer server = new RawServer(plain)) {
      Endpoint endpoint =
          server.endpoint(new Transport(false, 0, ServerTls.compile(policy("api.internal"), by)));
      assertThat(rig.get(endpoint).cause()).isEqualTo("tls: the server does not speak TLS");
      assertThat(endpoint.connections()).isZero();
    }
  }

  @Test
  void what_cannot_be_used_is_refused_at_its_field() {
    TlsPolicy noAuthority = new TlsPolicy("", "hello", Optional.empty(), true);
    assertThatThrownBy(() -> ServerTls.compile(noAuthority))
        .asInstanceOf(type(UnusableTls.class))
        .extracting(UnusableTls::pointer, UnusableTls::code)
        .containsExactly("/ca_pem", "bad-certificate");
    TlsPolicy.Files missing =
        new TlsPolicy.Files(folder.resolve("none.pem"), folder.resolve("none.key"));
    TlsPolicy noFiles = new TlsPolicy("", AUTHORITY.pem(), Optional.of(missing), true);
    assertThatThrownBy(() -> ServerTls.compile(noFiles))
        .asInstanceOf(type(UnusableTls.class))
        .extracting(UnusableTls::pointer, UnusableTls::code)
        .containsExactly("/client_certificate/certificate_path", "unreadable-file");
  }
}
