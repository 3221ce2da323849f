package nova.agent.routing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules by the name of a host, looked up without case and without making a string. */
final class HostTable {
  private final @Nullable String[] names;
  private final @Nullable PathNode[] paths;

  /** Names as {@link #name} makes them. */
  HostTable(Map<String, List<CompiledRule>> rules) {
    int size = rules.isEmpty() ? 0 : Integer.highestOneBit(rules.size()) * 4;
    names = new String[size];
    paths = new PathNode[size];
    rules.forEach(
        (name, of) -> {
          int slot = slot(hash(name));
          while (names[slot] != null) {
            slot = (slot + 1) & (names.length - 1);
          }
          names[slot] = name;
          paths[slot] = PathNode.of(of);
        });
  }

  boolean isEmpty() {
    return names.length == 0;
  }

  /** Without a final dot; IPv6 in brackets, as in Host. */
  static String name(String lower) {
    if (lower.indexOf(':') >= 0 && !lower.startsWith("[")) {
      return "[" + lower + "]";
    }
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** Where the name ends in a Host value: before the port, and before a final dot. */
  static int end(String host) {
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
    if (end < 0) {
      end = host.length();
    }
    return end > 1 && host.charAt(end - 1) == '.' ? end - 1 : end;
  }

  static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  /** Takes in the next character, from the end of a name to its start. */
  static int step(int hash, char lower) {
    return 31 * hash + lower;
  }

  private static int hash(String name) {
    int hash = 0;
    for (int i = name.length() - 1; i >= 0; i--) {
      hash = step(hash, name.charAt(i));
    }
    return hash;
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 15) & (names.length - 1);
  }

  @Nullable PathNode get(String host, int from, int to, int hash) {
    if (names.length == 0) {
      return null;
    }
    int slot = slot(hash);
    for (String name = names[slot]; name != null; name = names[slot]) {
      if (name.length() == to - from && host.regionMatches(true, from, name, 0, to - from)) {
        return paths[slot];
      }
      slot = (slot + 1) & (names.length - 1);
    }
    return null;
  }
}
