package nova.agent.pipeline;

import java.time.Duration;
import java.util.Optional;

/**
 * What the data plane takes from its machine, not from the customer's config.
 *
 * @param ioThreads threads that carry all traffic
 * @param bufferBytes size of the reused direct buffers; each I/O thread has one and as many more as
 *     it has stalled connections
 * @param backlog accept backlog of each port
 * @param bindOverride IP literal bound instead of a wildcard address, so that several agents can
 *     live on one machine
 * @param maxConcurrentProbes active checks running at a time
 * @param shortestTtl how long an answer about a name holds at least, whatever it says
 * @param longestTtl how long at most
 * @param resolveFirst how long a new config waits for names it is the first to use, so that its
 *     first visitors are served
 * @param spoolMemoryBytes request bodies held in memory for retries, all together
 * @param spoolDiskBytes the same on disk
 */
public record DataPlaneSettings(
    int ioThreads,
    int bufferBytes,
    int backlog,
    Optional<String> bindOverride,
    int maxConcurrentProbes,
    Duration shortestTtl,
    Duration longestTtl,
    Duration resolveFirst,
    long spoolMemoryBytes,
    long spoolDiskBytes) {

  public DataPlaneSettings {
    if (ioThreads < 1 || bufferBytes < 16384 || backlog < 1 || maxConcurrentProbes < 1) {
      throw new IllegalArgumentException("ioThreads, bufferBytes, backlog or probes too small");
    }
  }

  public static DataPlaneSettings defaults() {
    return new DataPlaneSettings(
        Runtime.getRuntime().availableProcessors(),
        65536,
        4096,
        Optional.empty(),
        64,
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Duration.ofSeconds(2),
        16L << 20,
        1L << 30);
  }

  public DataPlaneSettings withBindOverride(String address) {
    return new DataPlaneSettings(
        ioThreads,
        bufferBytes,
        backlog,
        Optional.of(address),
        maxConcurrentProbes,
        shortestTtl,
        longestTtl,
        resolveFirst,
        spoolMemoryBytes,
        spoolDiskBytes);
  }

  public DataPlaneSettings withIoThreads(int threads) {
    return new DataPlaneSettings(
        threads,
        bufferBytes,
        backlog,
        bindOverride,
        maxConcurrentProbes,
        shortestTtl,
        longestTtl,
        resolveFirst,
        spoolMemoryBytes,
        spoolDiskBytes);
  }
}
