package nova.local.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * @param json one JSON object per case instead of a table
 * @param rounds how often every program takes its turn
 * @param seconds how long a turn is
 * @param portBase first of the ports used
 */
record BenchOptions(boolean json, int rounds, int seconds, int portBase) {

  static BenchOptions parse(String[] args) {
    boolean json = false;
    int rounds = 5;
    int seconds = 4;
    int portBase = 19_000;
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--json" -> json = true;
        case "--rounds" -> rounds = number(args, ++i, wrong);
        case "--seconds" -> seconds = number(args, ++i, wrong);
        case "--port-base" -> portBase = number(args, ++i, wrong);
        default -> wrong.add("unknown argument " + args[i]);
      }
    }
    if (!wrong.isEmpty()) {
      System.err.println(String.join("\n", wrong));
      System.err.println(
          "usage: ./nova bench NAME [--json] [--rounds N] [--seconds N] [--port-base N]");
      System.exit(64);
    }
    return new BenchOptions(json, rounds, seconds, portBase);
  }

  private static int number(String[] args, int at, List<String> wrong) {
    if (at < args.length && args[at].matches("[1-9][0-9]{0,4}")) {
      return Integer.parseInt(args[at]);
    }
    wrong.add(args[at - 1] + " needs a number from 1 to 99999");
    return 1;
  }
}
