package nova.web.adcs;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nova.nodes.ServerView;
import nova.nodes.ServerView.Counts;
import nova.nodes.document.Server;
import nova.nodes.document.Stage;
import nova.nodes.document.Words;
import org.jspecify.annotations.Nullable;

/** A server and how it is, on the wire. Public for JSON-B. */
public record ServerBody(
    String pool,
    String name,
    String host,
    int port,
    int weight,
    @Nullable String zone,
    boolean backup,
    @Nullable DrainBody drain,
    @Nullable StageBody stage,
    String service,
    String health,
    @Nullable Instant since,
    @Nullable String cause,
    boolean passive,
    long inFlight,
    Counts nodes,
    List<SeenBody> seenBy) {

  /** When what is left is cut off; null: never. */
  public record DrainBody(@Nullable Instant forceAt) {}

  /** The stage it is in. */
  public record StageBody(String name, BigDecimal sharePercent, int servers) {}

  /** By one node. */
  public record SeenBody(
      UUID nodeId,
      String nodeName,
      String health,
      @Nullable Instant since,
      @Nullable String cause,
      boolean passive,
      long inFlight) {}

  static ServerBody of(ServerView view) {
    Server server = view.server();
    return new ServerBody(
        view.pool(),
        server.name(),
        server.host(),
        server.port(),
        server.weight() == null ? 1 : server.weight(),
        server.zone().isEmpty() ? null : server.zone(),
        server.backup(),
        server.drain() == null ? null : new DrainBody(server.drain().forceAt()),
        stage(view.stage()),
        Words.of(view.service()),
        Words.of(view.health()),
        view.since(),
        view.cause(),
        view.passive(),
        view.inFlight(),
        view.nodes(),
        view.seenBy().stream().map(ServerBody::seen).toList());
  }

  private static @Nullable StageBody stage(@Nullable Stage stage) {
    return stage == null
        ? null
        : new StageBody(
            stage.name(), BigDecimal.valueOf(stage.sharePerMyriad(), 2), stage.servers().size());
  }

  private static SeenBody seen(ServerView.Seen seen) {
    return new SeenBody(
        seen.node().value(),
        seen.name(),
        Words.of(seen.health()),
        seen.since(),
        seen.cause(),
        seen.passive(),
        seen.inFlight());
  }
}
