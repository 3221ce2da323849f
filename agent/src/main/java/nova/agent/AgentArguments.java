package nova.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nova.agent.control.ControlAddress;

/**
 * What the agent was started with.
 *
 * @param joinToken empty when none was given; secret
 * @param bind replaces "every interface" of the config; empty = as the config says
 */
record AgentArguments(
    ControlAddress control, String joinToken, Path data, String bind, String name, Duration drain) {

  static final String HELP =
      """
      Usage: nova-agent --control URL --join TOKEN --data DIR [--bind IP] [--name NAME] [--drain SECONDS]

        --control URL     the control plane, http(s)://host[:port]      NOVA_CONTROL
        --join TOKEN      join token from the console, first start only NOVA_JOIN_TOKEN, NOVA_JOIN_TOKEN_FILE
        --data DIR        where key, identity, config and metrics live  NOVA_DATA
        --bind IP         listen on this address for "every interface"  NOVA_BIND
        --name NAME       the node's first name; default: the host name
        --drain SECONDS   patience for requests in flight at the end; default 30
        --help, --version
      """;

  private static final Set<String> KNOWN =
      Set.of("--control", "--join", "--data", "--bind", "--name", "--drain");

  sealed interface Parsed {
    record Run(AgentArguments arguments) implements Parsed {}

    record Say(String text) implements Parsed {}

    /** Everything wrong, each with the fix. */
    record Wrong(List<String> problems) implements Parsed {}
  }

  @Override
  public String toString() {
    return "AgentArguments[control=" + control.base() + ", data=" + data + "]";
  }

  static Parsed parse(List<String> words, Map<String, String> environment) {
    if (words.contains("--help")) {
      return new Parsed.Say(HELP);
    }
    if (words.contains("--version")) {
      return new Parsed.Say("nova-agent " + nova.agent.control.ProcessFacts.VERSION);
    }
    List<String> problems = new ArrayList<>();
    Map<String, String> given = new HashMap<>();
    fromEnvironment(environment, given, problems);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!KNOWN.contains(word)) {
        problems.add("unknown argument " + word + "; see --help");
      } else if (i + 1 == words.size() || KNOWN.contains(words.get(i + 1))) {
        problems.add(word + " needs a value after it");
      } else {
        given.put(word, words.get(++i));
      }
    }
    return checked(given, problems);
  }

  private static void fromEnvironment(
      Map<String, String> environment, Map<String, String> given, List<String> problems) {
    Map.of(
            "NOVA_CONTROL",
            "--control",
            "NOVA_JOIN_TOKEN",
            "--join",
            "NOVA_DATA",
            "--data",
            "NOVA_BIND",
            "--bind")
        .forEach(
            (variable, option) -> {
              String value = environment.getOrDefault(variable, "");
              if (!value.isBlank()) {
                given.put(option, value);
              }
            });
    String file = environment.getOrDefault("NOVA_JOIN_TOKEN_FILE", "");
    if (!file.isBlank()) {
      try {
        given.put("--join", Files.readString(Path.of(file)).strip());
      } catch (IOException e) {
        problems.add("NOVA_JOIN_TOKEN_FILE cannot be read: " + e);
      }
    }
  }

  private static Parsed checked(Map<String, String> given, List<String> problems) {
    ControlAddress control = new ControlAddress(URI.create("http://unset"));
    if (!given.containsKey("--control")) {
      problems.add("--control URL (or NOVA_CONTROL) is missing: the address of the control plane");
    }
    try {
      control = new ControlAddress(URI.create(given.getOrDefault("--control", "http://unset")));
    } catch (IllegalArgumentException e) {
      problems.add("--control " + given.get("--control") + " is no address: " + e.getMessage());
    }
    if (!given.containsKey("--data")) {
      problems.add("--data DIR (or NOVA_DATA) is missing: where the agent keeps its key");
    }
    String bind = given.getOrDefault("--bind", "");
    if (!bind.matches("[0-9.]*|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      problems.add("--bind " + bind + " must be an IP address, e.g. 127.0.0.1");
    }
    int drain = 30;
    try {
      drain = Integer.parseUnsignedInt(given.getOrDefault("--drain", "30"));
    } catch (NumberFormatException e) {
      problems.add("--drain " + given.get("--drain") + " must be whole seconds, e.g. 30");
    }
    String name = given.containsKey("--name") ? given.getOrDefault("--name", "") : hostName();
    if (name.isEmpty() || name.length() > 253) {
      problems.add("--name must have 1 to 253 characters");
    }
    return problems.isEmpty()
        ? new Parsed.Run(
            new AgentArguments(
                control,
                given.getOrDefault("--join", ""),
                Path.of(given.getOrDefault("--data", "")),
                bind,
                name,
                Duration.ofSeconds(drain)))
        : new Parsed.Wrong(problems);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "node"; // a machine without a name still may join
    }
  }
}
