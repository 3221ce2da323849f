package nova.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import nova.agent.routing.RouteRule.FieldRule;
import nova.agent.routing.RouteRule.PathRule;
import org.junit.jupiter.api.Test;

/** The table held against a matcher that tries every rule in turn; seeds are fixed. */
class RouteTablePropertiesTest {
  private static final String[] SEGMENTS = {"a", "b", "ab", "admin", "x.y", "", "~u", "c d"};
  private static final String[] PIECES = {
    "/", "/", "/", "a", "b", "ab", "admin", ".", "..", ";", "%2F", "%5c", "%2e", "%3B", "%61", "\\",
    "%", "x.y", "~u", "%7Eu", "c%20d", "%00"
  };
  private static final String[] HOSTS = {
    "a.example", "b.a.example", "c.b.a.example", "example", "b.example", "a.example.org"
  };
  private static final String[] METHODS = {"GET", "POST", "PUT"};

  @Test
  void plain_requests_find_what_trying_every_rule_finds() {
    Random random = new Random(20_261_125);
    int matched = 0;
    for (int round = 0; round < 600; round++) {
      List<RouteRule> rules = rules(random);
      RouteTable table = new RouteTable(rules);
      for (int i = 0; i < 60; i++) {
        Asking asking = asking(random, path(random));
        int expected = naive(rules, asking, asking.path());
        assertThat(table.find(asking)).as("%s in %s", asking, rules).isEqualTo(expected);
        matched += expected >= 0 ? 1 : 0;
      }
    }
    assertThat(matched).isBetween(6_000, 33_000);
  }

  @Test
  void an_odd_path_is_let_through_only_where_all_servers_would_agree() {
    Random random = new Random(3);
    int agreed = 0;
    int refused = 0;
    for (int round = 0; round < 400; round++) {
      List<RouteRule> rules = rules(random);
      RouteTable table = new RouteTable(rules);
      for (int i = 0; i < 60; i++) {
        Asking asking = asking(random, oddPath(random));
        int found = table.find(asking);
        if (found < RouteTable.NONE) {
          refused++;
          continue;
        }
        agreed++;
        for (String reading : Servers.readings(asking.path())) {
          assertThat(naive(rules, asking, reading))
              .as("%s read as %s in %s", asking, reading, rules)
              .isEqualTo(found);
        }
      }
    }
    assertThat(agreed).isGreaterThan(3_000);
    assertThat(refused).isGreaterThan(3_000);
  }

  @Test
  void rubbish_neither_throws_nor_takes_long() {
    Random random = new Random(7);
    RouteTable table = new RouteTable(rules(random));
    for (int i = 0; i < 20_000; i++) {
      StringBuilder path = new StringBuilder("/");
      StringBuilder host = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        path.append((char) (' ' + 1 + random.nextInt(220)));
        host.append((char) (' ' + 1 + random.nextInt(220)));
      }
      Asking asking = Asking.get(host.toString(), path.toString()).with("Cookie", host.toString());
      assertThat(table.find(asking)).isGreaterThanOrEqualTo(RouteTable.HOSTILE);
    }
  }

  private static List<RouteRule> rules(Random random) {
    List<RouteRule> rules = new ArrayList<>();
    for (int n = 1 + random.nextInt(12); n > 0; n--) {
      List<String> hosts = new ArrayList<>();
      for (int h = Math.max(0, random.nextInt(5) - 2); h > 0; h--) {
        hosts.add((random.nextInt(3) == 0 ? "*." : "") + HOSTS[random.nextInt(HOSTS.length)]);
      }
      List<String> methods =
          random.nextInt(4) > 0 ? List.of() : List.of(METHODS[random.nextInt(METHODS.length)]);
      rules.add(
          new RouteRule(hosts, pathRule(random), methods, field(random, "H"), field(random, "c")));
    }
    return rules;
  }

  private static List<FieldRule> field(Random random, String name) {
    if (random.nextInt(5) > 0) {
      return List.of();
    }
    List<String> values = random.nextBoolean() ? List.of() : List.of("1", "2");
    return List.of(new FieldRule(name, values, random.nextInt(3) == 0));
  }

  private static PathRule pathRule(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new RouteRule.Exact(path(random));
      case 1 -> {
        List<String> segments = new ArrayList<>();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
          segments.add(
              random.nextBoolean() ? "{n" + n + "}" : SEGMENTS[random.nextInt(SEGMENTS.length)]);
        }
        yield new RouteRule.Template(segments);
      }
      default -> {
        String prefix = path(random);
        while (prefix.endsWith("/")) {
          prefix = prefix.substring(0, prefix.length() - 1);
        }
        yield new RouteRule.Prefix(prefix.contains("//") ? "" : prefix);
      }
    };
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      String segment = SEGMENTS[random.nextInt(SEGMENTS.length)];
      path.append('/').append(segment.isEmpty() && n > 1 ? "a" : segment);
    }
    return path.toString();
  }

  private static String oddPath(Random random) {
    StringBuilder path = new StringBuilder("/");
    for (int n = 1 + random.nextInt(9); n > 0; n--) {
      path.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return path.toString();
  }

  private static Asking asking(Random random, String path) {
    String host = HOSTS[random.nextInt(HOSTS.length)];
    Asking asking =
        Asking.get(random.nextBoolean() ? host : host.toUpperCase(Locale.ROOT) + ":80", path)
            .by(METHODS[random.nextInt(METHODS.length)]);
    if (random.nextInt(3) == 0) {
      asking = asking.with("h", Integer.toString(random.nextInt(4)));
    }
    if (random.nextInt(3) == 0) {
      asking = asking.with("Cookie", "x=1; c=" + random.nextInt(4));
    }
    return asking;
  }

  /** The first rule that fits, each rule read as it is written in the contract. */
  private static int naive(List<RouteRule> rules, Asking asking, String path) {
    for (int i = 0; i < rules.size(); i++) {
      RouteRule rule = rules.get(i);
      String host = asking.host().toLowerCase(Locale.ROOT).replaceFirst(":.*", "");
      if ((rule.hosts().isEmpty() || rule.hosts().stream().anyMatch(h -> hostFits(h, host)))
          && pathFits(rule.path(), path)
          && (rule.methods().isEmpty() || rule.methods().contains(asking.method()))
          && rule.headers().stream().allMatch(f -> fits(f, asking.header("h", 0)))
          && rule.cookies().stream().allMatch(f -> fits(f, cookie(asking)))) {
        return i;
      }
    }
    return RouteTable.NONE;
  }

  private static boolean hostFits(String pattern, String host) {
    return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
  }

  private static boolean pathFits(PathRule rule, String path) {
    return switch (rule) {
      case RouteRule.Prefix(String prefix) -> (path + "/").startsWith(prefix + "/");
      case RouteRule.Exact(String exact) -> path.equals(exact);
      case RouteRule.Template(List<String> segments) -> {
        StringBuilder pattern = new StringBuilder();
        for (String segment : segments) {
          pattern
              .append('/')
              .append(segment.startsWith("{") ? "[^/]+" : segment.replace(".", "\\."));
        }
        yield path.matches(pattern.toString());
      }
    };
  }

  private static boolean fits(FieldRule rule, @org.jspecify.annotations.Nullable String value) {
    boolean fits = value != null && (rule.values().isEmpty() || rule.values().contains(value));
    return fits != rule.negated();
  }

  private static @org.jspecify.annotations.Nullable String cookie(Asking asking) {
    String line = asking.header("Cookie", 0);
    return line == null ? null : line.substring("x=1; c=".length());
  }
}
