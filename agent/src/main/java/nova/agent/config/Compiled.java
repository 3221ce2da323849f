package nova.agent.config;

import java.util.List;
import nova.link.v1.ConfigProblem;

/** What became of a config from the wire. */
public sealed interface Compiled {

  record Accepted(ConfigSnapshot snapshot) implements Compiled {}

  /** Every problem, never just the first. */
  record Refused(List<ConfigProblem> problems) implements Compiled {}
}
