package nova.local.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What a benchmark is asked for.
 *
 * @param json one JSON object per result instead of a table
 * @param rounds how often every program takes its turn
 * @param seconds how long a turn is
 * @param cases what the ids of the wanted cases begin with; empty = all
 * @param peers the wanted programs; empty = all
 * @param portBase first of the ports used
 */
public record BenchOptions(
    boolean json, int rounds, int seconds, List<String> cases, List<String> peers, int portBase) {

  /** Defaults and what stands for them on the command line; a mistake ends the program. */
  public static BenchOptions parse(String[] args, int rounds, int seconds, int portBase) {
    BenchOptions options = new BenchOptions(false, rounds, seconds, List.of(), List.of(), portBase);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      String word = args[i];
      if (word.equals("--json")) {
        options = options.with(word, "", wrong);
      } else if (i + 1 == args.length) {
        wrong.add("unknown argument " + word + ", or its value is missing");
      } else {
        options = options.with(word, args[++i], wrong);
      }
    }
    if (!wrong.isEmpty()) {
      System.err.println(String.join("\n", wrong));
      System.err.println(
          "usage: ./nova bench NAME [--json] [--rounds N] [--seconds N] [--cases A,B…]"
              + " [--peers A,B…] [--port-base N]");
      System.exit(64);
    }
    return options;
  }

  private BenchOptions with(String option, String value, List<String> wrong) {
    return switch (option) {
      case "--json" -> new BenchOptions(true, rounds, seconds, cases, peers, portBase);
      case "--rounds" ->
          new BenchOptions(json, number(option, value, wrong), seconds, cases, peers, portBase);
      case "--seconds" ->
          new BenchOptions(json, rounds, number(option, value, wrong), cases, peers, portBase);
      case "--cases" -> new BenchOptions(json, rounds, seconds, list(value), peers, portBase);
      case "--peers" -> new BenchOptions(json, rounds, seconds, cases, list(value), portBase);
      case "--port-base" ->
          new BenchOptions(json, rounds, seconds, cases, peers, number(option, value, wrong));
      default -> {
        wrong.add("unknown argument " + option);
        yield this;
      }
    };
  }

  public boolean wants(String caseId) {
    return cases.isEmpty() || cases.stream().anyMatch(caseId::startsWith);
  }

  public boolean wantsPeer(String name) {
    return peers.isEmpty() || peers.contains(name);
  }

  private static List<String> list(String value) {
    return List.of(value.split(",", -1));
  }

  private static int number(String option, String value, List<String> wrong) {
    if (value.matches("[1-9][0-9]{0,4}")) {
      return Integer.parseInt(value);
    }
    wrong.add(option + " needs a number from 1 to 99999");
    return 1;
  }
}
