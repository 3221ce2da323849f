package nova.nodes.document;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What stages may say: every request must have somewhere to go. */
final class StageRules {
  private StageRules() {}

  static void check(Place place, Pool pool) {
    List<Stage> stages = pool.stages();
    var names = new HashSet<String>();
    var staged = new HashSet<String>();
    int given = 0;
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      Place at = place.at(i);
      at.at("name").unique(names, stage.name(), "Another stage of this pool has this name.");
      servers(at.at("servers"), pool, stage, staged);
      RouteRules.conditions(at.at("headers"), stage.headers());
      RouteRules.conditions(at.at("cookies"), stage.cookies());
      given += stage.sharePerMyriad();
      at.at("sharePercent")
          .expect(
              given <= Stage.WHOLE || given - stage.sharePerMyriad() > Stage.WHOLE,
              "too-much",
              "With the stages before it this is more than 100 %.");
    }
    place.expect(
        stages.isEmpty() || given >= Stage.WHOLE || someoneElse(pool, staged),
        "nobody-left",
        "The rest of the traffic has no server: leave a primary server out of the stages, or share"
            + " out 100 %.");
  }

  private static void servers(Place place, Pool pool, Stage stage, Set<String> staged) {
    for (int i = 0; i < stage.servers().size(); i++) {
      String server = stage.servers().get(i);
      place
          .at(i)
          .expect(
              pool.server(server).isPresent(),
              "unknown-server",
              "There is no server by this name in this pool.");
      place.at(i).expect(staged.add(server), "duplicate", "This server is in a stage already.");
    }
  }

  private static boolean someoneElse(Pool pool, Set<String> staged) {
    return pool.servers().stream()
        .anyMatch(server -> !server.backup() && !staged.contains(server.name()));
  }
}
