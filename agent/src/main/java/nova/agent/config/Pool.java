package nova.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nova.agent.config.ConfigSnapshot.CertificateFiles;
import nova.agent.config.Route.Condition;

/**
 * Servers that do the same, and how they are used.
 *
 * @param maxIdleConnections kept per server and I/O thread; 0: no reuse
 * @param slowStart over how long a new or recovered server gets its share; zero: at once
 * @param zonePercent servers of the node's zone are preferred while this percentage of them is
 *     available; 0: zones do not matter
 */
public record Pool(
    String id,
    String name,
    List<Server> servers,
    Balancing balancing,
    Optional<Check> check,
    PassiveHealth passive,
    RetryRules retry,
    Resume resume,
    CircuitBreaker breaker,
    Duration connectTimeout,
    Duration firstByteTimeout,
    Duration idleTimeout,
    int maxIdleConnections,
    Duration slowStart,
    int zonePercent,
    List<Stage> stages,
    Optional<ServerTls> tls,
    ServerProtocol protocol) {

  /**
   * One server as the customer names it.
   *
   * @param host IP literal or DNS name
   * @param weight 0–256; 0: only sticky sessions
   * @param drainUntilMillis present: gets nothing new; what is left is cut off then (0: never)
   */
  public record Server(
      String id,
      String host,
      int port,
      int weight,
      String zone,
      boolean backup,
      Optional<Long> drainUntilMillis,
      boolean maintenance) {}

  public enum Algorithm {
    ROUND_ROBIN,
    POWER_OF_TWO,
    LEAST_CONNECTIONS,
    CONSISTENT_HASH,
    RANDOM
  }

  public enum HashSource {
    CLIENT_ADDRESS,
    HEADER,
    COOKIE,
    PATH
  }

  /**
   * Who gets a request.
   *
   * @param hashName of the header or cookie
   * @param boundPercent no server gets more than this percentage of the average load
   */
  public record Balancing(
      Algorithm algorithm,
      HashSource hashSource,
      String hashName,
      int boundPercent,
      Optional<Stickiness> stickiness) {}

  /** Absent age: until the browser closes. */
  public record Stickiness(String cookieName, Optional<Duration> maxAge) {}

  /**
   * What answers to visitors say about a server.
   *
   * @param downStatuses inclusive ranges
   * @param consecutive bad answers in a row that set a server aside
   * @param ratioPercent or this share of bad ones; absent: no ratio
   * @param panicPercent below this share of available servers the ones set aside are used again
   */
  public record PassiveHealth(
      boolean on,
      List<StatusRange> downStatuses,
      int consecutive,
      Optional<Integer> ratioPercent,
      int ratioMinimum,
      Duration ratioWindow,
      int maxEjectedPercent,
      boolean ejectLast,
      int panicPercent,
      Duration baseEjection,
      boolean stallDetection) {}

  /** Inclusive. */
  public record StatusRange(int from, int to) {
    public boolean holds(int status) {
      return from <= status && status <= to;
    }
  }

  /** Whether and how often a cut download goes on from another server. */
  public record Resume(boolean on, boolean lastModified, int maxTimes) {}

  /** Per server and node; 0: no limit. */
  public record CircuitBreaker(
      int maxConnections, int maxInFlight, int maxPending, Duration pending) {}

  /**
   * A group of servers with a stated share.
   *
   * @param share 0–10000
   * @param headers requests that meet any of these or of {@code cookies} come here
   */
  public record Stage(
      String id,
      List<String> serverIds,
      int share,
      List<Condition> headers,
      List<Condition> cookies) {}

  /**
   * TLS to servers.
   *
   * @param serverName empty: the server's host
   * @param caPem empty: the node's own trust store
   */
  public record ServerTls(
      String serverName,
      String caPem,
      Optional<CertificateFiles> clientCertificate,
      boolean verify) {}

  /** Version of PROXY protocol, 0 for none. */
  public record ServerProtocol(boolean http2, int proxyProtocol) {}
}
