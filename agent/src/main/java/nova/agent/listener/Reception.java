package nova.agent.listener;

/** Meets the new connections of a port. */
public interface Reception {

  /** Starts the first {@link Talk}. */
  void welcome(VisitorConnection connection);

  /** What a visitor hears for whom there is no room; may be empty. */
  byte[] full();
}
