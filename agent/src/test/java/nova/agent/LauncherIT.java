package nova.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script an agent is shipped with. */
class LauncherIT {
  private static final Path BUILT = Path.of("target").toAbsolutePath();

  @TempDir private Path home;

  @Test
  void starts_without_a_cache_and_does_not_speak_of_it() throws Exception {
    ship();
    assertThat(run(Map.of())).isEqualTo(new Run(0, "nova-agent 0.1.0\n", ""));
  }

  @Test
  void a_cache_that_does_not_fit_is_passed_over_in_silence() throws Exception {
    ship();
    Files.writeString(home.resolve("nova-agent.aot"), "of another JVM");
    assertThat(run(Map.of())).isEqualTo(new Run(0, "nova-agent 0.1.0\n", ""));
  }

  @Test
  void is_found_through_a_symbolic_link() throws Exception {
    ship();
    Path link = Files.createSymbolicLink(home.resolve("elsewhere"), home.resolve("nova-agent"));
    assertThat(run(link, Map.of()).code()).isZero();
  }

  @Test
  void without_java_home_it_takes_the_java_on_the_path() throws Exception {
    ship();
    String bin = Path.of(System.getProperty("java.home"), "bin").toString();
    assertThat(run(Map.of("JAVA_HOME", "", "PATH", bin + ":/usr/bin:/bin")).code()).isZero();
  }

  private record Run(int code, String out, String err) {}

  private Run run(Map<String, String> environment) throws IOException, InterruptedException {
    return run(home.resolve("nova-agent"), environment);
  }

  private Run run(Path launcher, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(List.of("sh", launcher.toString(), "--version"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    builder.redirectError(home.resolve("err").toFile());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, Files.readString(home.resolve("err")));
  }

  /** As an operator unpacks it: no cache, for that comes with a training run. */
  private void ship() throws IOException {
    Files.copy(BUILT.resolve("nova-agent"), home.resolve("nova-agent"));
    Files.copy(BUILT.resolve("nova-agent.jar"), home.resolve("nova-agent.jar"));
    Files.createSymbolicLink(home.resolve("lib"), BUILT.resolve("lib"));
  }
}
