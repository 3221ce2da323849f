package nova.local.bench.resilience;

import java.io.IOException;
import nova.local.bench.Peer;

/** A balancer before two servers. Its answers carry the number of its configuration. */
interface Balancer extends AutoCloseable {
  /** The header field that tells which configuration answered. */
  String VERSION_FIELD = "X-Config";

  Peer peer();

  /** Puts another configuration live without a restart, as its operators do. */
  void change(int version, Process running) throws IOException, InterruptedException;

  /** For what runs beside its process. */
  @Override
  default void close() {}
}
