package nova.agent.routing;

import java.util.Arrays;

/**
 * The ways in which servers may read one path, one after the other; the first is the RFC's. Only
 * what occurs in the path is varied, so there are two for most odd paths and at most 90.
 *
 * <p>In every reading segments are percent-decoded once. A slash that is data stands as {@link
 * PathText#DATA_SLASH}, which no byte decodes to.
 */
final class PathReading {
  private static final int MOST_CHARACTERS = 8192;

  /** What is cut off the segments: nothing, or parameters before or after dividing at slashes. */
  private enum Cut {
    NOTHING,
    EARLY,
    LATE,
    EARLY_UNENCODED,
    LATE_UNENCODED
  }

  /** What counts as a slash besides slashes. */
  private enum Slash {
    PLAIN,
    ENCODED,
    ENCODED_BACKSLASH
  }

  /** When rows of slashes are taken for one. */
  private enum Merge {
    NEVER,
    BEFORE_DOTS,
    AFTER_DOTS
  }

  private final String raw;
  private final boolean hasDots;
  private final Cut[] cuts;
  private final Slash[] slashes;
  private final Merge[] merges;
  private int number;

  PathReading(String raw) {
    this.raw = raw;
    hasDots = PathText.withoutDots(raw).length() < raw.length();
    boolean forward = PathText.hasEncoded(raw, '/');
    boolean back = PathText.hasEncoded(raw, '\\');
    slashes = Arrays.copyOf(Slash.values(), forward && back ? 3 : forward || back ? 2 : 1);
    boolean bare = raw.indexOf(';') >= 0;
    boolean encoded = PathText.hasEncoded(raw, ';');
    cuts = cuts(bare || encoded, bare && encoded, slashes.length > 1);
    // an empty segment may also be what is left when something was cut off or divided
    boolean rows = raw.contains("//") || slashes.length > 1 || cuts.length > 1;
    merges = Arrays.copyOf(Merge.values(), rows ? hasDots ? 3 : 2 : 1);
  }

  private static Cut[] cuts(boolean any, boolean ofBothKinds, boolean order) {
    if (!any) {
      return new Cut[] {Cut.NOTHING};
    }
    if (!ofBothKinds) {
      return Arrays.copyOf(Cut.values(), order ? 3 : 2);
    }
    return order ? Cut.values() : new Cut[] {Cut.NOTHING, Cut.EARLY, Cut.EARLY_UNENCODED};
  }

  /** Whether it may be read in all its ways: long and odd at once is more work than it is worth. */
  boolean bearable() {
    return count() == 1 || count() * raw.length() <= MOST_CHARACTERS;
  }

  private int count() {
    return cuts.length * merges.length * slashes.length * (hasDots ? 2 : 1);
  }

  /** Moves on to another reading; false when there is none. */
  boolean next() {
    return ++number < count();
  }

  /** The path in this reading. */
  String path() {
    int choice = number;
    Cut cut = cuts[choice % cuts.length];
    choice /= cuts.length;
    Merge merge = merges[choice % merges.length];
    choice /= merges.length;
    Slash slash = slashes[choice % slashes.length];
    boolean dotsStay = choice / slashes.length == 1;
    String path = divided(cut, slash);
    if (merge == Merge.BEFORE_DOTS) {
      path = PathText.merged(path);
    }
    if (!dotsStay) {
      path = PathText.withoutDots(path);
    }
    return PathText.decoded(merge == Merge.AFTER_DOTS ? PathText.merged(path) : path);
  }

  private String divided(Cut cut, Slash slash) {
    return switch (slash) {
      case PLAIN -> cut(raw, cut);
      case ENCODED, ENCODED_BACKSLASH -> {
        boolean forward = slash == Slash.ENCODED;
        yield switch (cut) {
          case NOTHING -> PathText.withSlashes(raw, forward);
          case EARLY, EARLY_UNENCODED -> PathText.withSlashes(cut(raw, cut), forward);
          case LATE, LATE_UNENCODED -> cut(PathText.withSlashes(raw, forward), cut);
        };
      }
    };
  }

  private static String cut(String path, Cut cut) {
    return switch (cut) {
      case NOTHING -> path;
      case EARLY, LATE -> PathText.withoutParameters(path, true);
      case EARLY_UNENCODED, LATE_UNENCODED -> PathText.withoutParameters(path, false);
    };
  }
}
