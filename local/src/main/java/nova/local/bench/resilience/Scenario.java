package nova.local.bench.resilience;

import nova.local.bench.BenchOptions;

/** One line of the table. */
interface Scenario {
  /** For {@code --cases}. */
  String id();

  /** For people. */
  String title();

  default boolean suits(Rival rival) {
    return true;
  }

  Result play(Rival rival, Scene scene, BenchOptions options) throws Exception;
}
