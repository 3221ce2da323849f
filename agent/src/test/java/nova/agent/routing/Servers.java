package nova.agent.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How real servers come from a path as sent to the one they route by: each in its own order of
 * steps, each step written here anew, and slowly.
 */
final class Servers {
  private enum Step {
    MERGE,
    CUT,
    SLASHES,
    DOTS,
    DECODE;

    String apply(String path) {
      return switch (this) {
        case MERGE -> path.replaceAll("/+", "/");
        case CUT -> path.replaceAll(";[^/]*", "");
        case SLASHES -> path.replaceAll("%2[fF]|%5[cC]|\\\\", "/");
        case DOTS -> dots(path);
        case DECODE -> decode(path);
      };
    }
  }

  private static final List<List<Step>> ORDERS =
      List.of(
          List.of(Step.DECODE), // Node.js and most small frameworks
          List.of(Step.DOTS, Step.DECODE), // RFC 3986, URL libraries
          List.of(Step.DOTS, Step.MERGE, Step.DECODE), // Envoy with both options
          List.of(Step.DOTS, Step.SLASHES, Step.DECODE),
          List.of(Step.DECODE, Step.DOTS), // net/http of Go without its redirect
          List.of(Step.SLASHES, Step.DECODE, Step.MERGE, Step.DOTS), // nginx, IIS
          List.of(Step.SLASHES, Step.DECODE, Step.DOTS, Step.MERGE),
          List.of(Step.DECODE, Step.MERGE, Step.DOTS), // Apache, which refuses encoded slashes
          List.of(Step.DECODE, Step.DOTS, Step.MERGE),
          List.of(Step.CUT, Step.DECODE, Step.DOTS), // Jetty
          List.of(Step.CUT, Step.DECODE, Step.MERGE, Step.DOTS), // Tomcat
          List.of(
              Step.CUT,
              Step.SLASHES,
              Step.DECODE,
              Step.MERGE,
              Step.DOTS), // Tomcat with encoded slashes allowed
          List.of(Step.CUT, Step.SLASHES, Step.DECODE, Step.DOTS, Step.MERGE),
          List.of(Step.SLASHES, Step.CUT, Step.DECODE, Step.DOTS),
          List.of(Step.SLASHES, Step.DECODE, Step.DOTS, Step.CUT),
          List.of(Step.DOTS, Step.CUT, Step.DECODE),
          List.of(Step.DOTS, Step.CUT, Step.DECODE, Step.MERGE),
          List.of(Step.DECODE, Step.CUT, Step.DOTS), // decoders that come first
          List.of(Step.DECODE, Step.CUT, Step.MERGE, Step.DOTS),
          List.of(Step.SLASHES, Step.DECODE, Step.CUT, Step.MERGE, Step.DOTS),
          List.of(Step.DECODE, Step.SLASHES, Step.MERGE, Step.DOTS),
          List.of(Step.CUT, Step.DECODE));

  private Servers() {}

  static Set<String> readings(String path) {
    Set<String> readings = new TreeSet<>();
    for (List<Step> order : ORDERS) {
      String read = path;
      for (Step step : order) {
        read = step.apply(read);
      }
      readings.add(read);
    }
    return readings;
  }

  private static String dots(String path) {
    List<String> kept = new ArrayList<>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean dots = segments[i].equals(".") || segments[i].equals("..");
      if (segments[i].equals("..") && !kept.isEmpty()) {
        kept.removeLast();
      }
      if (!dots) {
        kept.add(segments[i]);
      } else if (i == segments.length - 1) {
        kept.add("");
      }
    }
    return "/" + String.join("/", kept);
  }

  /** What is decoded to a slash stays apart from slashes, as in servers that route by segment. */
  private static String decode(String path) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      if (path.substring(i).matches("(?s)%[0-9a-fA-F]{2}.*")) {
        char octet = (char) Integer.parseInt(path.substring(i + 1, i + 3), 16);
        plain.append(octet == '/' ? '\u2215' : octet);
        i += 2;
      } else {
        plain.append(path.charAt(i));
      }
    }
    return plain.toString();
  }
}
