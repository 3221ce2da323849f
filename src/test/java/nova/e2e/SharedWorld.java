package nova.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import nova.local.world.Demo;
import nova.local.world.World;
import nova.local.world.WorldSettings;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One world with its demo organisation for all end-to-end tests of a run, on free ports; stopped
 * after the last.
 */
public final class SharedWorld implements ParameterResolver {
  private static final Namespace SPACE = Namespace.create(SharedWorld.class);

  /** The world and who may sign in. */
  public record Running(World world, Demo.Access demo, Path directory) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      world.close();
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }

    static Running start() {
      try {
        Path root = Path.of(System.getProperty("nova.root"));
        Path directory = Files.createTempDirectory("nova-e2e");
        World world =
            World.start(
                WorldSettings.forTests(root, directory),
                (what, took) -> System.out.printf("  %s: %d ms%n", what, took.toMillis()));
        return new Running(world, new Demo(world).ready(), directory);
      } catch (Exception e) {
        throw new IllegalStateException("the world does not start", e);
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Running.class;
  }

  @Override
  public Running resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SPACE)
        .getOrComputeIfAbsent(Running.class, type -> Running.start(), Running.class);
  }
}
