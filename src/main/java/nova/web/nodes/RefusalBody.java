package nova.web.nodes;

import java.time.Instant;
import java.util.UUID;
import nova.kernel.NodeId;
import nova.nodes.Refusal;
import org.jspecify.annotations.Nullable;

/** A refusal on the wire. Public for JSON-B. */
public record RefusalBody(
    UUID id,
    Instant at,
    String kind,
    String code,
    String message,
    @Nullable String remoteAddress,
    @Nullable String joinToken,
    @Nullable UUID nodeId,
    int count) {

  static RefusalBody of(Refusal refusal) {
    NodeId node = refusal.node();
    return new RefusalBody(
        refusal.id(),
        refusal.at(),
        NodeBody.word(refusal.kind()),
        refusal.code().code(),
        refusal.message(),
        refusal.remoteAddress(),
        refusal.joinToken(),
        node == null ? null : node.value(),
        refusal.count());
  }
}
