package nova.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import nova.agent.pipeline.DataPlane;
import nova.agent.pipeline.DataPlaneSettings;
import nova.agent.pipeline.HttpDataPlane;
import nova.agent.telemetry.TrafficLedger;

/** Composition root of the agent. */
public final class AgentMain {
  private AgentMain() {}

  public static void main(String[] args) throws InterruptedException {
    System.exit(AgentProcess.run(List.of(args), System.getenv(), AgentMain::plane));
  }

  private static DataPlane plane(String bind, TrafficLedger ledger, InstantSource clock) {
    DataPlaneSettings settings = DataPlaneSettings.defaults();
    try {
      return HttpDataPlane.start(
          bind.isEmpty() ? settings : settings.withBindOverride(bind), ledger, clock);
    } catch (IOException e) {
      throw new UncheckedIOException("the data plane cannot start its threads", e);
    }
  }
}
