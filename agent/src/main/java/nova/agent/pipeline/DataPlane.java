package nova.agent.pipeline;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import nova.link.v1.ConfigProblem;
import nova.link.v1.NodeConfig;
import nova.link.v1.ServerHealth;

/** The load balancer itself, as the rest of the agent sees it. Thread-safe. */
public interface DataPlane extends AutoCloseable {

  /**
   * Checks the whole config, binds what is new, swaps, and lets go of what is gone: all of it or
   * nothing. Connections, WebSockets and half-sent bodies of unchanged listeners live on; those of
   * removed listeners are drained.
   *
   * @return every problem found; empty means applied
   */
  List<ConfigProblem> apply(NodeConfig config);

  /** Version of the config being served; 0 when none. */
  long appliedVersion();

  /** Where visitors are served now, with the real port where the config said 0 in tests. */
  List<InetSocketAddress> listening();

  /** The health of every server of every pool. */
  List<ServerHealth> health();

  /**
   * Runs {@code listener} soon after any server's health changed; on a thread that must not be
   * blocked.
   */
  void onHealthChange(Runnable listener);

  /** Visitor connections open now. */
  int openConnections();

  /**
   * Stops accepting, tells kept-alive visitors to close, waits for requests in flight until the
   * deadline.
   *
   * @return true when nothing was cut off
   */
  boolean drain(Duration deadline) throws InterruptedException;

  /** Stops at once. */
  @Override
  void close();
}
