package nova.local.world;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import nova.local.digitalocean.LocalDigitalOcean;
import nova.local.secrets.LocalSecrets;
import nova.local.sendgrid.LocalSendGrid;
import nova.local.sentry.LocalSentry;
import nova.local.stripe.LocalStripe;
import nova.local.web.SampleWebServer;
import nova.local.world.Stopping.Turn;

/** What runs inside this process. */
public record StandIns(
    LocalSendGrid sendgrid,
    LocalSentry sentry,
    LocalStripe stripe,
    LocalDigitalOcean digitalocean,
    SampleWebServer serverA,
    SampleWebServer serverB) {

  static StandIns start(Path directory, Ports ports, LocalSecrets secrets, Stopping stopping) {
    return new StandIns(
        stopping.add(
            Turn.STAND_IN,
            "mail",
            LocalSendGrid.start(ports.mail(), secrets.get("sendgrid"), InstantSource.system())),
        stopping.add(
            Turn.STAND_IN, "Sentry", LocalSentry.start(ports.sentry(), secrets.get("sentry"))),
        stopping.add(Turn.STAND_IN, "Stripe", stripe(directory, ports, secrets)),
        stopping.add(
            Turn.STAND_IN,
            "DigitalOcean",
            LocalDigitalOcean.start(ports.digitalocean(), secrets.get("digitalocean"))),
        stopping.add(Turn.STAND_IN, "server A", SampleWebServer.start("A", ports.serverA())),
        stopping.add(Turn.STAND_IN, "server B", SampleWebServer.start("B", ports.serverB())));
  }

  /** It tells the control plane what happens, signed with a secret that both know. */
  private static LocalStripe stripe(Path directory, Ports ports, LocalSecrets secrets) {
    LocalStripe stripe =
        LocalStripe.start(
            ports.stripe(),
            secrets.get("stripe"),
            InstantSource.system(),
            directory.resolve("stripe.json"));
    stripe.tell(
        URI.create("http://127.0.0.1:" + ports.console() + "/api/v1/stripe-webhook"),
        secrets.get("stripe-webhook"));
    return stripe;
  }
}
