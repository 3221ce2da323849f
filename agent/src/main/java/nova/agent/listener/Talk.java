package nova.agent.listener;

/** What a visitor's connection is in the middle of; always on its I/O thread. */
public interface Talk {

  /** Looks at the clock, a few times a second. */
  void sweep(long now);

  /** The connection is closed. */
  void left();

  /** Whether the visitor has begun to ask for something and is not done. */
  boolean midway();
}
