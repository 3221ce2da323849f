package nova.agent.upstream.names;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** Finds the addresses of a name. Blocks. */
public interface Lookup {

  /** What was found, and how long it holds. */
  record Found(List<InetAddress> addresses, Duration ttl) {}

  /** At least one address. */
  Found find(String name) throws IOException;
}
