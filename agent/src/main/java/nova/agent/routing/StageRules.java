package nova.agent.routing;

import java.util.List;
import nova.agent.routing.RouteRule.FieldRule;

/** Which stage of a pool a request is sent to by its header fields or cookies. */
public final class StageRules {
  /** No condition decides. */
  public static final int NONE = -1;

  /** Conditions of one stage, of which any is enough. */
  public record Stage(List<FieldRule> headers, List<FieldRule> cookies) {}

  private final FieldTest[][] stages;

  /** In the order of the pool's stages. */
  public StageRules(List<Stage> stages) {
    this.stages =
        stages.stream()
            .map(stage -> FieldTest.all(stage.headers(), stage.cookies()))
            .toArray(FieldTest[][]::new);
  }

  /** Index of the first stage with a condition that holds, or {@link #NONE}. */
  public int stage(RequestView request) {
    for (int i = 0; i < stages.length; i++) {
      for (FieldTest test : stages[i]) {
        if (test.holds(request)) {
          return i;
        }
      }
    }
    return NONE;
  }
}
