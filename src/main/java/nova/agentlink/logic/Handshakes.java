package nova.agentlink.logic;

import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nova.kernel.NodeId;
import nova.kernel.TenantId;
import nova.nodes.AgentDoor;
import nova.nodes.AgentDoor.Claimant;
import nova.nodes.Refusal.Code;
import nova.platform.Component;
import nova.platform.ids.Uuids;
import org.jspecify.annotations.Nullable;

/** Checks who wants to link, before anything is upgraded. */
@Component
public class Handshakes {
  private static final Pattern FORM =
      Pattern.compile(
          "Nova-Node node=\"([0-9a-fA-F-]{36})\", ?at=\"([0-9]{1,15})\","
              + " ?signature=\"([A-Za-z0-9_-]{80,100})={0,2}\"");
  private final AgentDoor door;
  private final InstantSource clock;
  private final LinkSettings settings = LinkSettings.defaults();

  @Inject
  public Handshakes(AgentDoor door, InstantSource clock) {
    this.door = door;
    this.clock = clock;
  }

  /** What came of it. */
  public sealed interface Verdict {
    record Admitted(TenantId tenant, NodeId node) implements Verdict {}

    record Refused(String code, String message) implements Verdict {}
  }

  public Verdict check(@Nullable String authorization, @Nullable String host, String remote) {
    Matcher parts = FORM.matcher(authorization == null ? "" : authorization);
    if (!parts.matches() || host == null) {
      return refused(Code.MALFORMED);
    }
    UUID id = Uuids.parse(parts.group(1));
    Optional<Claimant> claimant = id == null ? Optional.empty() : door.claimant(new NodeId(id));
    if (claimant.isEmpty()) {
      return new Verdict.Refused("unknown-node", "We know no such node.");
    }
    Code code = check(claimant.get(), parts, host);
    if (code != null) {
      door.refuse(claimant.get(), code, remote);
      return refused(code);
    }
    return new Verdict.Admitted(claimant.get().tenant(), claimant.get().node());
  }

  private @Nullable Code check(Claimant claimant, Matcher parts, String host) {
    long at = Long.parseLong(parts.group(2));
    String signed =
        "nova-link-v1\n"
            + parts.group(1)
            + "\n"
            + parts.group(2)
            + "\n"
            + host.toLowerCase(Locale.ROOT);
    if (!Signatures.valid(claimant.publicKey(), signed, parts.group(3))) {
      return Code.BAD_SIGNATURE;
    }
    if (claimant.retired()) {
      return Code.NODE_RETIRED;
    }
    if (Math.abs(clock.millis() - at) > settings.clockTolerance().toMillis()) {
      return Code.CLOCK_OFF;
    }
    return door.admit(claimant, at) ? null : Code.REPLAYED;
  }

  private static Verdict refused(Code code) {
    return new Verdict.Refused(code.code(), code.message());
  }
}
