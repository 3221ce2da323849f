package nova.metrics;

/** Where traffic goes in. */
public interface TrafficIntake {

  /**
   * Takes a batch in, or does not (false: full; the caller ends the connection and the node sends
   * it again). {@code stored} is called once the batch is stored for good, never before, from
   * another thread; not at all when its connection was replaced meanwhile.
   */
  boolean offer(TrafficBatch batch, Runnable stored);

  /** Nothing of this connection needs an answer any more. */
  void forget(TrafficBatch.Source source);
}
