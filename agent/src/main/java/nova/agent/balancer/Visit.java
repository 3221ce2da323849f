package nova.agent.balancer;

/** What a choice may depend on; asked only when the pool's rules need it. */
public interface Visit {
  int NONE = -1;

  /** Hash of what the pool's hash key names in this request. */
  long hashKey();

  /** Hash of the visitor's address. */
  long addressHash();

  /** Index of the server that a valid sticky cookie names, or {@link #NONE}. */
  int stickyServer();

  /** Index of the stage whose condition this request meets, or {@link #NONE}. */
  int stage();

  /** Whether it may be given to another server if one fails it: then it may try a doubtful one. */
  default boolean repeatable() {
    return true;
  }
}
