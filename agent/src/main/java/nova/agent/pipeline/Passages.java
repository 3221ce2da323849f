package nova.agent.pipeline;

import java.nio.ByteBuffer;
import java.util.List;
import nova.agent.listener.Connections;
import nova.agent.listener.VisitorConnection;
import nova.agent.pipeline.ServingPlan.PassagePlan;
import org.jspecify.annotations.Nullable;

/** The connections of one TCP port: each goes to the first route that takes its name. */
final class Passages implements Connections {
  private final NodeContext node;
  private final List<PassagePlan> plans;

  Passages(NodeContext node, List<PassagePlan> plans) {
    this.node = node;
    this.plans = plans;
  }

  @Override
  public boolean byName() {
    return plans.stream().anyMatch(plan -> !plan.route().serverNames().isEmpty());
  }

  @Override
  public void take(VisitorConnection connection, String serverName, ByteBuffer early) {
    PassagePlan plan = find(serverName);
    if (plan == null) {
      connection.close(); // nobody here has this name; in this protocol there is no way to say so
    } else {
      new Passage(node, plan, connection, early).begin();
    }
  }

  private @Nullable PassagePlan find(String serverName) {
    for (PassagePlan plan : plans) {
      List<String> names = plan.route().serverNames();
      if (names.isEmpty() || names.stream().anyMatch(name -> fits(name, serverName))) {
        return plan;
      }
    }
    return null;
  }

  private static boolean fits(String name, String asked) {
    int dot = asked.indexOf('.');
    return name.equals(asked)
        || (dot > 0 && name.startsWith("*.") && asked.substring(dot).equals(name.substring(1)));
  }
}
