package nova.web.adcs;

import static nova.web.adcs.Sizes.DAY_SECONDS;
import static nova.web.adcs.Sizes.MAX_NAME;

import java.time.Instant;
import nova.nodes.document.ServerChange;
import nova.nodes.document.ServerChange.BringBack;
import nova.nodes.document.ServerChange.Drain;
import nova.nodes.document.ServerChange.Maintain;
import nova.nodes.document.ServerChange.Share;
import nova.nodes.document.ServerChange.Unshare;
import nova.nodes.document.ServerChange.Weigh;
import nova.web.json.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * A body that says what to do to which server.
 *
 * @param why in people's words; the change itself when none was given
 */
record ServerOrder(String pool, String server, ServerChange change, String why) {
  private static final int MAX_WHY = 200;

  /** What a body of this kind says about the change. */
  interface Reading {
    ServerChange read(JsonFields body);
  }

  static ServerOrder read(JsonFields body, String verb, Reading reading) {
    String pool = body.label("pool", 1, MAX_NAME);
    String server = body.label("server", 1, MAX_NAME);
    ServerChange change = reading.read(body);
    String usual = verb + " " + server + " of " + pool;
    String why = body.labelOr("why", 1, MAX_WHY, usual);
    return body.finish(() -> new ServerOrder(pool, server, change, why));
  }

  static Reading drain(Instant now) {
    return body -> {
      Integer seconds = body.optionalInteger("deadlineSeconds", 1, 7 * DAY_SECONDS);
      boolean force = body.boolOr("force", false);
      if (force && seconds != null) {
        body.problem("deadlineSeconds", "one-of", "Either at once by force, or by a deadline.");
      }
      return new Drain(force ? now : deadline(now, seconds));
    };
  }

  private static @Nullable Instant deadline(Instant now, @Nullable Integer seconds) {
    return seconds == null ? null : now.plusSeconds(seconds);
  }

  static ServerChange bringBack(JsonFields body) {
    return new BringBack();
  }

  static ServerChange weigh(JsonFields body) {
    return new Weigh(body.integer("weight", 0, 256));
  }

  static ServerChange maintain(JsonFields body) {
    return new Maintain(body.bool("on"));
  }

  static ServerChange share(JsonFields body) {
    return new Share(
        body.hundredths("sharePercent", 0, 100),
        RouteReading.optionalConditions(body, "headers"),
        RouteReading.optionalConditions(body, "cookies"));
  }

  static ServerChange unshare(JsonFields body) {
    return new Unshare();
  }
}
