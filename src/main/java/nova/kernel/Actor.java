package nova.kernel;

/** Who does something: stands in every {@link ChangeScope} and so in the audit log. */
public sealed interface Actor {

  /** A signed-in human being. */
  record Person(PersonId id) implements Actor {}

  /** A program holding an API token; {@code name} is what its maker called the token. */
  record ApiToken(java.util.UUID id, String name) implements Actor {}

  /** A node's agent, speaking for itself. */
  record Node(NodeId id) implements Actor {}

  /** Nova itself: a job, a migration, sign-up before anybody exists. */
  record Job(String name) implements Actor {}
}
