package nova.nodes;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import nova.kernel.NodeId;
import org.jspecify.annotations.Nullable;

/** An agent that was turned away, and how often within the hour. */
public record Refusal(
    UUID id,
    Instant at,
    Kind kind,
    Code code,
    String message,
    @Nullable String remoteAddress,
    @Nullable String joinToken,
    @Nullable NodeId node,
    int count) {

  public enum Kind {
    ENROLMENT,
    HANDSHAKE
  }

  /** Why. Stable: the API and the agent's 401 show it in lower case with dashes. */
  public enum Code {
    TOKEN_EXPIRED("This join token has expired. Make a new one."),
    TOKEN_USED_UP("This join token has no uses left. Make a new one."),
    TOKEN_REVOKED("This join token was revoked."),
    NO_ROOM("The organisation may have no more nodes."),
    BAD_SIGNATURE("The handshake's signature is not by this node's key."),
    REPLAYED("This handshake, or a later one, was used already."),
    CLOCK_OFF("The node's clock is more than five minutes off."),
    NODE_RETIRED("This node was deleted in the console."),
    MALFORMED("The request could not be read.");

    private final String message;

    Code(String message) {
      this.message = message;
    }

    public String message() {
      return message;
    }

    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
