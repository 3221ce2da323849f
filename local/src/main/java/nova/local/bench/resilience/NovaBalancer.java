package nova.local.bench.resilience;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nova.link.v1.HeaderChange;
import nova.link.v1.HealthCheck;
import nova.link.v1.NodeConfig;
import nova.link.v1.Pool;
import nova.link.v1.Rewrite;
import nova.local.agent.AgentCommand;
import nova.local.agent.OfflineConfig;
import nova.local.agent.OfflineNode;
import nova.local.bench.Peer;

/**
 * Our agent with its defaults, an active check like the others', and their patience. Its changes
 * come over the link, as from a control plane.
 */
final class NovaBalancer implements Balancer {
  private final Setting setting;
  private final ConfigFeed feed;
  private final Path data;

  NovaBalancer(Setting setting) throws IOException {
    this.setting = setting;
    this.data = setting.dir().resolve("data");
    OfflineNode.ship(data, config(0));
    this.feed = ConfigFeed.start(setting.extraPort());
  }

  private NodeConfig config(int version) {
    Rewrite.Builder says =
        Rewrite.newBuilder()
            .addResponseHeaders(
                HeaderChange.newBuilder()
                    .setAction(HeaderChange.Action.SET)
                    .setName(VERSION_FIELD)
                    .setValue(Integer.toString(version)));
    Pool.Builder pool =
        OfflineConfig.pool(setting.serverA(), setting.serverB())
            .setTimeouts(OfflineConfig.timeouts(Setting.SERVER_TIMEOUT_SECONDS * 1000))
            .setHealthCheck(
                HealthCheck.newBuilder()
                    .setPath("/health")
                    .setIntervalMillis(1_000)
                    .setTimeoutMillis(1_000)
                    .setRise(2)
                    .setFall(1)
                    .setStatusFrom(200)
                    .setStatusTo(399));
    return OfflineConfig.node(
        version + 1,
        OfflineConfig.adc(OfflineConfig.route().setRewrite(says), pool)
            .addListeners(OfflineConfig.listener(setting.port())));
  }

  @Override
  public Peer peer() {
    Path home = AgentCommand.homeIn(Path.of(System.getProperty("nova.root")));
    return new Peer(
        "nova",
        setting.port(),
        0,
        new AgentCommand(home, feed.address(), data).words(List.of("--drain", "1")),
        Map.of("JAVA_HOME", System.getProperty("java.home")));
  }

  @Override
  public void change(int version, Process running) throws InterruptedException {
    feed.ship(config(version));
  }

  @Override
  public void close() {
    feed.close();
  }
}
