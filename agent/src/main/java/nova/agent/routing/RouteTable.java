package nova.agent.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one ADC in order: the first that matches wins. Found by host, then by path segment,
 * so that the number of routes hardly matters; immutable, shared by all threads.
 */
public final class RouteTable {
  /** No route matches. */
  public static final int NONE = -1;

  /** Servers could read the path in ways that lead to different routes. */
  public static final int AMBIGUOUS = -2;

  /** No honest visitor sends such a path. */
  public static final int HOSTILE = -3;

  private static final int NOTHING_YET = Integer.MAX_VALUE;

  private final HostTable exact;
  private final HostTable below;
  private final PathNode anyHost;
  private final boolean pathsMatter;
  private final List<RouteRule> rules;

  public RouteTable(List<RouteRule> rules) {
    this.rules = List.copyOf(rules);
    Map<String, List<CompiledRule>> exactHosts = new HashMap<>();
    Map<String, List<CompiledRule>> parents = new HashMap<>();
    List<CompiledRule> hostless = new ArrayList<>();
    boolean paths = false;
    for (int i = 0; i < rules.size(); i++) {
      CompiledRule rule = new CompiledRule(i, rules.get(i));
      paths |= !rule.anyPath();
      for (String host : rules.get(i).hosts()) {
        String name = HostTable.name(host.toLowerCase(Locale.ROOT));
        if (name.startsWith("*.")) {
          parents.computeIfAbsent(name.substring(2), h -> new ArrayList<>()).add(rule);
        } else {
          exactHosts.computeIfAbsent(name, h -> new ArrayList<>()).add(rule);
        }
      }
      if (rules.get(i).hosts().isEmpty()) {
        hostless.add(rule);
      }
    }
    exact = new HostTable(exactHosts);
    below = new HostTable(parents);
    anyHost = PathNode.of(hostless);
    pathsMatter = paths;
  }

  /** Number of the route that the request takes, {@link #NONE}, or why it takes none. */
  public int find(RequestView request) {
    String path = request.path();
    if (PathText.plain(path)) {
      return match(request, path);
    }
    if (PathText.hostile(path)) {
      return HOSTILE;
    }
    if (!pathsMatter) {
      return match(request, "/");
    }
    return PathText.disguised(path) ? HOSTILE : agreed(request, path);
  }

  private int agreed(RequestView request, String path) {
    PathReading reading = new PathReading(path);
    if (!reading.bearable()) {
      return AMBIGUOUS;
    }
    int first = match(request, reading.path());
    while (reading.next()) {
      if (match(request, reading.path()) != first) {
        return AMBIGUOUS;
      }
    }
    return first;
  }

  private int match(RequestView request, String path) {
    int best = anyHost.first(path, 0, request, NOTHING_YET);
    if (!exact.isEmpty() || !below.isEmpty()) {
      best = byHost(request, path, best);
    }
    return best == NOTHING_YET ? NONE : best;
  }

  /** Hashes from the end, so that every parent domain on the way costs one look-up. */
  private int byHost(RequestView request, String path, int bestSoFar) {
    String host = request.host();
    int best = bestSoFar;
    int end = HostTable.end(host);
    int hash = 0;
    for (int i = end - 1; i >= 0; i--) {
      char c = HostTable.lower(host.charAt(i));
      if (c == '.' && i > 0) {
        best = first(below.get(host, i + 1, end, hash), path, request, best);
      }
      hash = HostTable.step(hash, c);
    }
    return first(exact.get(host, 0, end, hash), path, request, best);
  }

  private static int first(@Nullable PathNode paths, String path, RequestView request, int best) {
    return paths == null ? best : paths.first(path, 0, request, best);
  }

  /** The names among a template's segments, without braces, in order. */
  public static List<String> names(List<String> segments) {
    return segments.stream()
        .filter(CompiledRule::isName)
        .map(segment -> segment.substring(1, segment.length() - 1))
        .toList();
  }

  /** The path without dot segments (RFC 3986, 5.2.4); the same object when it has none. */
  public static String withoutDots(String path) {
    return PathText.withoutDots(path);
  }

  /**
   * What the names of a route's template stand for in a path it matched, as it was sent; in the
   * template's order.
   */
  public List<String> captures(int route, String path) {
    if (!(rules.get(route).path() instanceof RouteRule.Template(List<String> segments))) {
      return List.of();
    }
    String plain = PathText.withoutDots(path);
    List<String> captured = new ArrayList<>();
    int at = 0;
    for (String segment : segments) {
      int end = PathText.segmentEnd(plain, at + 1);
      if (CompiledRule.isName(segment)) {
        captured.add(plain.substring(at + 1, end));
      }
      at = end;
    }
    return captured;
  }
}
