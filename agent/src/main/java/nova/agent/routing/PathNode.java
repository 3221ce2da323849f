package nova.agent.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules that begin with the same segments; a tree of them, one level per segment. */
final class PathNode {
  private final CompiledRule[] prefixes;
  private final CompiledRule[] wholes;
  private final @Nullable PathNode anySegment;
  private final @Nullable String[] names;
  private final @Nullable PathNode[] children;
  private final int least;

  private PathNode(Sketch sketch) {
    prefixes = sketch.prefixes.toArray(CompiledRule[]::new);
    wholes = sketch.wholes.toArray(CompiledRule[]::new);
    anySegment = sketch.anySegment == null ? null : new PathNode(sketch.anySegment);
    int size = sketch.children.isEmpty() ? 0 : Integer.highestOneBit(sketch.children.size()) * 4;
    names = new String[size];
    children = new PathNode[size];
    sketch.children.forEach(
        (name, child) -> {
          int slot = hash(name, 0, name.length()) & (size - 1);
          while (names[slot] != null) {
            slot = (slot + 1) & (size - 1);
          }
          names[slot] = name;
          children[slot] = new PathNode(child);
        });
    least = sketch.least;
  }

  /** A tree of these rules, which are in order. */
  static PathNode of(List<CompiledRule> rules) {
    Sketch root = new Sketch();
    rules.forEach(root::add);
    return new PathNode(root);
  }

  /**
   * The first rule, by its place, that the rest of the path and the request meet.
   *
   * @param at where the next segment's slash is, or the path's length
   * @param best place of a rule known to match; only better ones are looked for
   */
  int first(String path, int at, RequestView request, int best) {
    if (least >= best) {
      return best;
    }
    int found = first(prefixes, request, best);
    if (at == path.length()) {
      return first(wholes, request, found);
    }
    int end = PathText.segmentEnd(path, at + 1);
    PathNode child = children.length == 0 ? null : child(path, at + 1, end);
    if (child != null) {
      found = child.first(path, end, request, found);
    }
    if (anySegment != null && end > at + 1) {
      found = anySegment.first(path, end, request, found);
    }
    return found;
  }

  private static int first(CompiledRule[] rules, RequestView request, int best) {
    for (CompiledRule rule : rules) {
      if (rule.place >= best) {
        return best;
      }
      if (rule.holds(request)) {
        return rule.place;
      }
    }
    return best;
  }

  private @Nullable PathNode child(String path, int from, int to) {
    int slot = hash(path, from, to) & (names.length - 1);
    for (String name = names[slot]; name != null; name = names[slot]) {
      if (name.length() == to - from && path.startsWith(name, from)) {
        return children[slot];
      }
      slot = (slot + 1) & (names.length - 1);
    }
    return null;
  }

  private static int hash(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash ^ hash >>> 15;
  }

  /** A node while its rules are being collected. */
  private static final class Sketch {
    final List<CompiledRule> prefixes = new ArrayList<>();
    final List<CompiledRule> wholes = new ArrayList<>();
    final Map<String, Sketch> children = new HashMap<>();
    @Nullable Sketch anySegment;
    int least = Integer.MAX_VALUE;

    void add(CompiledRule rule) {
      Sketch node = this;
      node.least = Math.min(node.least, rule.place);
      for (String segment : rule.segments()) {
        node = node.below(segment);
        node.least = Math.min(node.least, rule.place);
      }
      (rule.path instanceof RouteRule.Prefix ? node.prefixes : node.wholes).add(rule);
    }

    private Sketch below(@Nullable String segment) {
      if (segment != null) {
        return children.computeIfAbsent(segment, s -> new Sketch());
      }
      Sketch any = anySegment == null ? new Sketch() : anySegment;
      anySegment = any;
      return any;
    }
  }
}
