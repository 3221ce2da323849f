package nova.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentArgumentsTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("NOVA_CONTROL", "https://nova.example", "NOVA_DATA", "data");

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path directory;

  private static AgentArguments right(List<String> words, Map<String, String> environment) {
    return ((AgentArguments.Parsed.Run) AgentArguments.parse(words, environment)).arguments();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --verbose                    | unknown argument --verbose; see --help
          --data                       | --data needs a value after it
          --data --drain 5             | --data needs a value after it
          --control nova.example       | --control nova.example is no address
          --control ftp://nova.example | --control ftp://nova.example is no address
          --bind localhost             | --bind localhost must be an IP address, e.g. 127.0.0.1
          --drain -1                   | --drain -1 must be whole seconds, e.g. 30
          --drain 1.5                  | --drain 1.5 must be whole seconds, e.g. 30
          """)
  void a_wrong_argument_is_named_with_its_fix(String words, String problem) {
    var wrong =
        (AgentArguments.Parsed.Wrong)
            AgentArguments.parse(Arrays.asList(words.split(" ")), ENVIRONMENT);
    assertThat(wrong.problems()).singleElement().asString().startsWith(problem);
  }

  @Test
  void everything_missing_is_named_at_once() {
    var wrong = (AgentArguments.Parsed.Wrong) AgentArguments.parse(List.of(), Map.of());
    assertThat(wrong.problems())
        .hasSize(2)
        .anyMatch(problem -> problem.startsWith("--control URL (or NOVA_CONTROL) is missing"))
        .anyMatch(problem -> problem.startsWith("--data DIR (or NOVA_DATA) is missing"));
  }

  @Test
  void the_command_line_wins_over_the_environment() {
    AgentArguments arguments =
        right(
            List.of("--control", "http://127.0.0.1:9080", "--drain", "5", "--name", "web-1"),
            ENVIRONMENT);
    assertThat(arguments.control().base()).hasToString("http://127.0.0.1:9080");
    assertThat(arguments.data()).isEqualTo(Path.of("data"));
    assertThat(arguments.drain()).isEqualTo(Duration.ofSeconds(5));
    assertThat(arguments.name()).isEqualTo("web-1");
    assertThat(arguments.bind()).isEmpty();
  }

  @Test
  void a_token_may_come_from_a_file_and_is_never_shown() throws Exception {
    Path file = Files.writeString(directory.resolve("token"), "nova_join_secret\n");
    AgentArguments arguments =
        right(
            List.of(),
            Map.of(
                "NOVA_CONTROL", "https://nova.example",
                "NOVA_DATA", "data",
                "NOVA_JOIN_TOKEN_FILE", file.toString()));
    assertThat(arguments.joinToken()).isEqualTo("nova_join_secret");
    assertThat(arguments.toString()).doesNotContain("nova_join_secret");
  }

  @Test
  void help_and_version_are_answered_whatever_else_is_wrong() {
    assertThat(AgentArguments.parse(List.of("--help", "--oops"), Map.of()))
        .isEqualTo(new AgentArguments.Parsed.Say(AgentArguments.HELP));
    assertThat(AgentArguments.parse(List.of("--version"), Map.of()))
        .isEqualTo(new AgentArguments.Parsed.Say("nova-agent 0.1.0"));
  }
}
