package nova.local.world;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What makes one world.
 *
 * @param root the built repository
 * @param directory where its data are kept
 * @param external NOVA_POSTGRES_URL, NOVA_CLICKHOUSE_… when stores of the user are to be used
 */
public record WorldSettings(Path root, Path directory, Ports ports, Map<String, String> external) {

  /** On free ports, with embedded stores. */
  public static WorldSettings forTests(Path root, Path directory) throws IOException {
    return new WorldSettings(root, directory, Ports.free(), Map.of());
  }

  @Override
  public String toString() {
    return "world in " + directory;
  }
}
