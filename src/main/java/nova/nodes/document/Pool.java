package nova.nodes.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Servers that do the same.
 *
 * @param hashKey for {@link Algorithm#CONSISTENT_HASH}, and needed there
 * @param healthCheck null: servers are taken as healthy
 * @param stages groups of servers that get a stated part of the traffic
 * @param zonePercent below this many available servers of the node's zone, all zones share
 */
public record Pool(
    String name,
    Algorithm algorithm,
    @Nullable HashKey hashKey,
    List<Server> servers,
    @Nullable HealthCheck healthCheck,
    @Nullable Stickiness stickiness,
    @Nullable Integer slowStartMillis,
    @Nullable PassiveHealth passiveHealth,
    @Nullable RetryRules retry,
    @Nullable Resume resume,
    @Nullable CircuitBreaker circuitBreaker,
    @Nullable ServerTls tls,
    @Nullable ServerProtocol serverProtocol,
    List<Stage> stages,
    @Nullable Integer zonePercent,
    Timeouts timeouts) {

  public Pool {
    servers = List.copyOf(servers);
    stages = List.copyOf(stages);
  }

  public enum Algorithm {
    POWER_OF_TWO,
    ROUND_ROBIN,
    LEAST_CONNECTIONS,
    CONSISTENT_HASH,
    RANDOM
  }

  public Optional<Server> server(String of) {
    return servers.stream().filter(server -> server.name().equals(of)).findFirst();
  }

  /** The stage a server is in. */
  public Optional<Stage> stageOf(String server) {
    return stages.stream().filter(stage -> stage.servers().contains(server)).findFirst();
  }

  /** The same with the server of this name in place of the one there is. */
  public Pool with(Server changed) {
    var replaced = new ArrayList<>(servers);
    replaced.replaceAll(server -> server.name().equals(changed.name()) ? changed : server);
    return withServersAndStages(replaced, stages);
  }

  public Pool withStages(List<Stage> changed) {
    return withServersAndStages(servers, changed);
  }

  private Pool withServersAndStages(List<Server> theServers, List<Stage> theStages) {
    return new Pool(
        name,
        algorithm,
        hashKey,
        theServers,
        healthCheck,
        stickiness,
        slowStartMillis,
        passiveHealth,
        retry,
        resume,
        circuitBreaker,
        tls,
        serverProtocol,
        theStages,
        zonePercent,
        timeouts);
  }
}
