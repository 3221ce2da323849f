package nova.local.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nova.local.agent.LocalAgent;
import nova.local.http.Answers;
import nova.local.secrets.LocalSecrets;
import nova.local.sendgrid.Mail;

/**
 * The demo organisation, made through the public API as a user would; what it is, is kept in the
 * world's directory, and a second start finds it.
 */
public final class Demo {
  private static final String EMAIL = "demo@example.com";
  private static final Duration MAIL_TIMEOUT = Duration.ofSeconds(30);
  private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_.~%-]+)");

  /**
   * What a person signs in with, and a script calls with.
   *
   * @param node id of the demo agent's node; empty until it has joined
   */
  public record Access(String email, String password, String apiToken, String tenant, String node) {
    Access joinedAs(String id) {
      return new Access(email, password, apiToken, tenant, id);
    }

    @Override
    public String toString() {
      return email;
    }
  }

  private final World world;
  private final Path file;

  public Demo(World world) {
    this.world = world;
    this.file = world.settings().directory().resolve("secrets").resolve("demo.json");
  }

  /** Finds or makes it, and starts its agent. */
  public Access ready() throws IOException, InterruptedException {
    if (Files.exists(file)) {
      Access known = Answers.JSON.readValue(file.toFile(), Access.class);
      Instant before = Instant.now();
      LocalAgent agent = world.agent("demo", Optional.empty());
      awaitLink(known, agent, before);
      return known;
    }
    String password =
        new LocalSecrets(world.settings().directory().resolve("secrets")).get("demo-password");
    try (ApiClient person = new ApiClient(world.api(), "")) {
      signUp(person, password);
      JsonNode session =
          person.post("/sessions", Map.of("email", EMAIL, "password", password), 201);
      person.csrf(session.path("csrfToken").asText());
      String tenant = session.path("organisations").path(0).path("id").asText();
      JsonNode token =
          person.post("/organisations/" + tenant + "/api-tokens", Map.of("name", "demo"), 201);
      Access access = new Access(EMAIL, password, token.path("token").asText(), tenant, "");
      adc(access);
      Access joined = access.joinedAs(join(access));
      // the file is the sign that all of it was done
      LocalSecrets.write(file, Answers.JSON.writeValueAsString(joined));
      return joined;
    }
  }

  private void signUp(ApiClient person, String password) throws IOException, InterruptedException {
    person.post(
        "/sign-ups", Map.of("organisation", "Demo", "email", EMAIL, "password", password), 202);
    person.post("/email-verifications", Map.of("token", tokenFromMail()), 200);
  }

  private String tokenFromMail() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + MAIL_TIMEOUT.toNanos();
    while (System.nanoTime() < deadline) {
      for (Mail mail : world.standIns().sendgrid().mails()) {
        Matcher token = TOKEN.matcher(mail.text());
        if (mail.to().contains(EMAIL) && token.find()) {
          return token.group(1);
        }
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IOException("no verification mail after " + MAIL_TIMEOUT.toSeconds() + " s");
  }

  private void adc(Access access) throws IOException, InterruptedException {
    Ports ports = world.settings().ports();
    Map<String, Object> pool =
        Map.of(
            "name",
            "web",
            "algorithm",
            "roundRobin",
            "servers",
            List.of(server("A", ports.serverA()), server("B", ports.serverB())),
            "healthCheck",
            Map.of("path", "/health", "intervalMillis", 1000));
    Map<String, Object> document =
        Map.of(
            "name", "Demo",
            "listeners", List.of(Map.of("port", ports.adc())),
            "pools", List.of(pool));
    try (ApiClient client = new ApiClient(world.api(), access.apiToken())) {
      client.post("/organisations/" + access.tenant() + "/adcs", document, 201);
    }
  }

  private static Map<String, Object> server(String name, int port) {
    return Map.of("name", name, "host", "127.0.0.1", "port", port);
  }

  /** The node's id. */
  private String join(Access access) throws IOException, InterruptedException {
    try (ApiClient client = new ApiClient(world.api(), access.apiToken())) {
      ObjectNode wish = Answers.JSON.createObjectNode().put("name", "demo");
      JsonNode token = client.post("/organisations/" + access.tenant() + "/join-tokens", wish, 201);
      world.agent("demo", Optional.of(token.path("token").asText()));
      return awaitNode(client, access);
    }
  }

  /**
   * An agent links up once it serves. One that has ended, or whose node was removed, is not waited
   * for: whoever plays with the demo may do that.
   */
  private void awaitLink(Access access, LocalAgent agent, Instant before)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + MAIL_TIMEOUT.toNanos();
    try (ApiClient client = new ApiClient(world.api(), access.apiToken())) {
      while (agent.process().isAlive() && System.nanoTime() < deadline) {
        for (JsonNode node :
            client.get("/organisations/" + access.tenant() + "/nodes").path("items")) {
          String since = node.path("connectedSince").asText();
          if (node.path("id").asText().equals(access.node())
              && !since.isEmpty()
              && Instant.parse(since).isAfter(before)) {
            return;
          }
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  private static String awaitNode(ApiClient client, Access access)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + MAIL_TIMEOUT.toNanos();
    JsonNode nodes = client.get("/organisations/" + access.tenant() + "/nodes");
    while (!serves(nodes)) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "the demo agent does not serve after " + MAIL_TIMEOUT.toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(100);
      nodes = client.get("/organisations/" + access.tenant() + "/nodes");
    }
    return nodes.path("items").path(0).path("id").asText();
  }

  /** The node is there, and what it should serve it serves. */
  private static boolean serves(JsonNode nodes) {
    JsonNode config = nodes.path("items").path(0).path("config");
    return config.path("applied").asLong() > 0 && config.path("state").asText().equals("current");
  }
}
