package nova.local.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import nova.local.http.Answers;

/** What runs where: JSON for scripts (a contract), text for people. */
record Report(World world, Optional<Demo.Access> demo) {

  String json() {
    Ports ports = world.settings().ports();
    ObjectNode all = Answers.JSON.createObjectNode();
    all.put("console", console());
    all.put("api", console() + "/api/v1");
    ArrayNode agents = Answers.JSON.createArrayNode();
    demo.ifPresent(
        access -> {
          all.putObject("demo")
              .put("email", access.email())
              .put("password", access.password())
              .put("apiToken", access.apiToken())
              .put("tenant", access.tenant());
          agents
              .addObject()
              .put("node", access.node())
              .putArray("listen")
              .add("127.0.0.1:" + ports.adc());
        });
    all.set("agents", agents);
    all.putArray("backends")
        .add("http://127.0.0.1:" + ports.serverA())
        .add("http://127.0.0.1:" + ports.serverB());
    all.putObject("stores")
        .put("postgres", world.postgres().url())
        .put("clickhouse", world.clickhouse().url());
    all.putObject("mail").put("page", url(ports.mail())).put("api", url(ports.mail()) + "/mails");
    all.putObject("vendors")
        .put("stripe", url(ports.stripe()))
        .put("sendgrid", url(ports.mail()))
        .put("digitalocean", url(ports.digitalocean()))
        .put("sentry", url(ports.sentry()));
    return all.toPrettyString();
  }

  String text() {
    Ports ports = world.settings().ports();
    String signIn =
        demo.map(d -> "  Sign in   %s  %s%n".formatted(d.email(), d.password())).orElse("");
    String visit =
        demo.map(d -> "  Try       curl http://localhost:%d/hello%n".formatted(ports.adc()))
            .orElse("");
    return "%n  Nova      %s%n%s%s  Mail      %s%n  Stripe    %s  (stand-in: customers, invoices, a clock to move)%n"
        .formatted(console(), signIn, visit, url(ports.mail()), url(ports.stripe()));
  }

  private String console() {
    return "http://localhost:" + world.settings().ports().console();
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }
}
