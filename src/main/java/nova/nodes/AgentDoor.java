package nova.nodes;

import java.util.Optional;
import nova.kernel.AcrossTenants;
import nova.kernel.NodeId;
import nova.kernel.TenantId;

/** Agents coming in, before anybody knows whose they are. */
@AcrossTenants("who stands at the door has no tenant yet")
public interface AgentDoor {

  /**
   * What an agent sends to become a node.
   *
   * @param publicKey X.509 SubjectPublicKeyInfo of an Ed25519 key, checked by the caller
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Application(String joinToken, byte[] publicKey, String hostname, Node.Facts facts) {
    @Override
    public String toString() {
      return "Application[" + hostname + "]";
    }
  }

  /** What came of an enrolment. */
  sealed interface Enrolment {
    record Enrolled(TenantId tenant, NodeId node, String name) implements Enrolment {}

    /**
     * The token is one of ours, but not good, or there is no room for another node; the tenant sees
     * why.
     */
    record Refused(Refusal.Code code, String message) implements Enrolment {
      public Refused(Refusal.Code code) {
        this(code, code.message());
      }
    }

    record UnknownToken() implements Enrolment {}
  }

  /** Who claims to be there. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Claimant(TenantId tenant, NodeId node, byte[] publicKey, boolean retired) {}

  Enrolment enrol(Application application, String remoteAddress);

  Optional<Claimant> claimant(NodeId node);

  /** Once for every {@code at}, and never for an earlier one: false is a replay. */
  boolean admit(Claimant claimant, long atMillis);

  /** Shows the tenant that its node was turned away. */
  void refuse(Claimant claimant, Refusal.Code code, String remoteAddress);
}
