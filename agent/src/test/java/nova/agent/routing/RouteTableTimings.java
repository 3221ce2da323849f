package nova.agent.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nova.agent.routing.RouteRule.FieldRule;
import org.jspecify.annotations.Nullable;

/** Measures what routing costs per request: run its main method, it prints nanoseconds. */
final class RouteTableTimings {
  private static final int ROUNDS = 9;
  private static final int LOOKUPS = 1_000_000;

  private RouteTableTimings() {}

  /** A request without anything that a test's own request needs to make. */
  record Plain(String host, String path, @Nullable String cookie) implements RequestView {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public @Nullable String header(String name, int number) {
      return number == 0 && name.equals("Cookie") ? cookie : null;
    }

    @Override
    public String peer() {
      return "203.0.113.7";
    }
  }

  /** 500 routes: 50 hosts, each with 9 paths and a catch-all. */
  static RouteTable table() {
    List<RouteRule> rules = new ArrayList<>();
    for (int h = 0; h < 50; h++) {
      List<String> host = List.of((h % 5 == 0 ? "*.shop" : "shop") + h + ".customers.example.com");
      for (int p = 0; p < 9; p++) {
        RouteRule.PathRule path =
            p % 3 == 0
                ? new RouteRule.Template(List.of("api", "v" + p, "users", "{id}", "orders"))
                : new RouteRule.Prefix("/api/v" + p + "/things");
        List<FieldRule> headers =
            p == 8 ? List.of(new FieldRule("X-Beta", List.of("yes"), false)) : List.of();
        rules.add(new RouteRule(host, path, List.of("GET", "POST"), headers, List.of()));
      }
      rules.add(new RouteRule(host, new RouteRule.Prefix(""), List.of(), List.of(), List.of()));
    }
    return new RouteTable(rules);
  }

  static RequestView[] requests() {
    return new RequestView[] {
      new Plain("shop1.customers.example.com", "/api/v6/users/12345678/orders", null),
      new Plain("Shop49.customers.example.com:8443", "/api/v7/things/with/a/tail.html", null),
      new Plain("www.shop45.customers.example.com", "/assets/js/main.4f2c.js", null),
      new Plain("shop31.customers.example.com", "/api/v8/things/x", null)
    };
  }

  static long run(RouteTable table, RequestView[] requests, int lookups) {
    long sum = 0;
    for (int i = 0; i < lookups; i++) {
      sum += table.find(requests[i % requests.length]);
    }
    return sum;
  }

  interface Work {
    long run(int times);
  }

  private static void time(String what, Work work) {
    long best = Long.MAX_VALUE;
    long sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      sum += work.run(LOOKUPS);
      best = Math.min(best, System.nanoTime() - begun);
    }
    System.out.printf("%-58s %8.1f ns  (%d)%n", what, (double) best / LOOKUPS, sum);
  }

  public static void main(String[] arguments) {
    RouteTable table = table();
    RequestView[] requests = requests();
    time("lookup among 500 routes", times -> run(table, requests, times));
    RouteTable one = new RouteTable(List.of(Rules.prefix("")));
    time("lookup, one catch-all route", times -> run(one, requests, times));
    odd(table, "//api/v7/things");
    odd(table, "/api/v7/things/a%2Fb/x;y=1/z");
    odd(table, "/a//../b;c/d%2Fe".repeat(4));
    odd(table, "/a//../b;c/d%2Fe".repeat(500));
    sticky(3);
    sticky(50);
    time("XXH64 of an address", times -> repeat(times, HashKey.address(requests[0])));
  }

  private static void odd(RouteTable table, String path) {
    RequestView[] one = {new Plain("shop1.customers.example.com", path, null)};
    String shown =
        path.length() > 40 ? path.length() + " octets of " + path.substring(0, 16) : path;
    long begun = System.nanoTime();
    int times = 0;
    while (System.nanoTime() - begun < 1_000_000_000L) {
      run(table, one, 10);
      times += 10;
    }
    System.out.printf("%-58s %8.1f ns%n", shown, (double) (System.nanoTime() - begun) / times);
  }

  private static void sticky(int servers) {
    List<StickyCookie.Server> all = new ArrayList<>();
    for (int i = 0; i < servers; i++) {
      all.add(new StickyCookie.Server("s" + i, "10.0.0." + i + ":80"));
    }
    StickyCookie cookie =
        new StickyCookie(new byte[32], "adc", "pool", "nova", Optional.<Duration>empty(), all);
    String value = cookie.write(servers - 1, false);
    RequestView request =
        new Plain("a", "/", "session=0123456789abcdef; " + value.substring(0, value.indexOf(';')));
    time(
        "sticky cookie, " + servers + " servers",
        times -> {
          long sum = 0;
          for (int i = 0; i < times; i++) {
            sum += cookie.read(request);
          }
          return sum;
        });
  }

  private static long repeat(int times, long unused) {
    long sum = unused;
    for (int i = 0; i < times; i++) {
      sum += Hash64.of("203.0.113.7") + i;
    }
    return sum;
  }
}
