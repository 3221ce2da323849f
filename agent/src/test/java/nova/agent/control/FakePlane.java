package nova.agent.control;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import nova.agent.pipeline.DataPlane;
import nova.link.v1.ConfigProblem;
import nova.link.v1.NodeConfig;
import nova.link.v1.ServerHealth;

/** Takes every config but those with an ADC called "bad"; one called "broken" makes it throw. */
final class FakePlane implements DataPlane {
  final AtomicInteger healthFailures = new AtomicInteger();
  private volatile long version;

  @Override
  public List<ConfigProblem> apply(NodeConfig config) {
    if (config.getAdcsList().stream().anyMatch(adc -> adc.getName().equals("bad"))) {
      return List.of(ConfigProblem.newBuilder().setPointer("/adcs/0").setCode("bad").build());
    }
    if (config.getAdcsList().stream().anyMatch(adc -> adc.getName().equals("broken"))) {
      throw new IllegalStateException("broken");
    }
    version = config.getVersion();
    return List.of();
  }

  @Override
  public long appliedVersion() {
    return version;
  }

  @Override
  public List<InetSocketAddress> listening() {
    return List.of();
  }

  @Override
  public List<ServerHealth> health() {
    if (healthFailures.getAndDecrement() > 0) {
      throw new IllegalStateException("no health today");
    }
    return List.of();
  }

  @Override
  public void onHealthChange(Runnable listener) {
    // the health of this plane never changes
  }

  @Override
  public int openConnections() {
    return 0;
  }

  @Override
  public boolean drain(Duration deadline) {
    return true;
  }

  @Override
  public void close() {}
}
