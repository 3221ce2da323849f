package nova.agent.control;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import nova.agent.pipeline.DataPlane;
import nova.agent.state.DataDirectory;
import nova.link.v1.ConfigOutcome;
import nova.link.v1.ConfigProblem;
import nova.link.v1.NodeConfig;

/** Applies configs whole and keeps the last good one; a config that cannot be kept is undone. */
public final class ConfigDesk {
  private static final System.Logger LOG = System.getLogger(ConfigDesk.class.getName());

  private final DataPlane plane;
  private final DataDirectory data;
  private final Runnable applied;
  private NodeConfig serving = NodeConfig.getDefaultInstance();

  /**
   * @param applied runs after each config that is served from then on
   */
  public ConfigDesk(DataPlane plane, DataDirectory data, Runnable applied) {
    this.applied = applied;
    this.plane = plane;
    this.data = data;
  }

  /** What was served before the restart; nothing is applied when it is damaged. */
  public synchronized void restore() {
    try {
      NodeConfig kept = data.lastGood().orElse(NodeConfig.getDefaultInstance());
      if (kept.getVersion() == 0) {
        return;
      }
      List<ConfigProblem> problems = plane.apply(kept);
      if (problems.isEmpty()) {
        serving = kept;
        applied.run();
      } else {
        LOG.log(Level.ERROR, "the last good config cannot be applied: {0}", text(problems));
      }
    } catch (IOException e) {
      LOG.log(
          Level.ERROR,
          "nothing is served until the control plane sends a config; the last good one is lost: {0}",
          e.toString());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the last good config cannot be applied", e);
    }
  }

  /**
   * Serves the config or says why not.
   *
   * <p>A lower version than the one served is taken too: the control plane is the authority, the
   * link keeps order, and so a lower number means that its database was restored. Refusing it would
   * leave every node on a config that nobody can see or change any more.
   */
  public synchronized ConfigOutcome apply(NodeConfig config) {
    try {
      return serve(config);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "config " + config.getVersion() + " failed unexpectedly", e);
      back();
      return refused(config, List.of(problem("internal", "The node failed at this config: " + e)));
    }
  }

  private ConfigOutcome serve(NodeConfig config) {
    if (config.getVersion() < serving.getVersion()) {
      LOG.log(
          Level.WARNING,
          "the control plane goes back from config {0} to {1}",
          serving.getVersion(),
          config.getVersion());
    }
    if (config.getVersion() == plane.appliedVersion() && config.equals(serving)) {
      return outcome(config, ConfigOutcome.Stage.APPLIED).build();
    }
    List<ConfigProblem> problems = plane.apply(config);
    if (!problems.isEmpty()) {
      LOG.log(Level.WARNING, "config {0} refused: {1}", config.getVersion(), text(problems));
      return refused(config, problems);
    }
    try {
      data.keep(config);
    } catch (IOException e) {
      return undone(config, e);
    }
    serving = config;
    applied.run();
    LOG.log(Level.INFO, "config {0} applied", config.getVersion());
    return outcome(config, ConfigOutcome.Stage.APPLIED).build();
  }

  private ConfigOutcome undone(NodeConfig config, IOException cause) {
    LOG.log(Level.ERROR, "config {0} undone, it cannot be kept: {1}", config.getVersion(), cause);
    back();
    return refused(
        config, List.of(problem("not-kept", "The node cannot write its data directory: " + cause)));
  }

  /** To what was served before. */
  private void back() {
    try {
      List<ConfigProblem> problems = plane.apply(serving);
      if (!problems.isEmpty()) {
        LOG.log(Level.ERROR, "the config before cannot be restored: {0}", text(problems));
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the config before cannot be restored", e);
    }
  }

  private ConfigOutcome refused(NodeConfig config, List<ConfigProblem> problems) {
    return outcome(config, ConfigOutcome.Stage.REFUSED).addAllProblems(problems).build();
  }

  ConfigOutcome received(NodeConfig config) {
    return outcome(config, ConfigOutcome.Stage.RECEIVED).build();
  }

  private ConfigOutcome.Builder outcome(NodeConfig config, ConfigOutcome.Stage stage) {
    return ConfigOutcome.newBuilder()
        .setVersion(config.getVersion())
        .setStage(stage)
        .setAppliedVersion(plane.appliedVersion());
  }

  private static ConfigProblem problem(String code, String message) {
    return ConfigProblem.newBuilder()
        .setPointer("/version")
        .setCode(code)
        .setMessage(message)
        .build();
  }

  private static String text(List<ConfigProblem> problems) {
    return String.join(
        "; ", problems.stream().map(p -> p.getPointer() + " " + p.getMessage()).toList());
  }
}
