package nova.agent.routing;

/**
 * The ways in which servers may read one path, one after the other; the first is the RFC's. Only
 * what occurs in the path is varied, so there are two for most odd paths and at most 36.
 *
 * <p>In every reading segments are percent-decoded once. A slash that is data stands as {@link
 * PathText#DATA_SLASH}, which no byte decodes to.
 */
final class PathReading {
  private static final int EARLY = 1;
  private static final int LATE = 2;

  private final String raw;
  private final int dotChoices;
  private final int mergeChoices;
  private final int slashChoices;
  private final int parameterChoices;
  private int number;

  PathReading(String raw) {
    this.raw = raw;
    boolean dots = !PathText.withoutDots(raw).equals(raw);
    dotChoices = dots ? 2 : 1;
    boolean slashes = PathText.hasHiddenSlash(raw);
    boolean parameters = raw.indexOf(';') >= 0;
    slashChoices = slashes ? 2 : 1;
    parameterChoices = !parameters ? 1 : slashes ? 3 : 2;
    // an empty segment may also be what is left when something was cut off or divided
    mergeChoices = !raw.contains("//") && !slashes && !parameters ? 1 : dots ? 3 : 2;
  }

  /** Moves on to another reading; false when there is none. */
  boolean next() {
    return ++number < dotChoices * mergeChoices * slashChoices * parameterChoices;
  }

  /** The path in this reading. */
  String path() {
    int choice = number;
    boolean dotsStay = choice % dotChoices == 1;
    choice /= dotChoices;
    int merge = choice % mergeChoices;
    choice /= mergeChoices;
    boolean slashes = choice % slashChoices == 1;
    int parameters = choice / slashChoices;
    String path = raw;
    if (parameters == EARLY) {
      path = PathText.withoutParameters(path);
    }
    if (slashes) {
      path = PathText.withSlashes(path);
    }
    if (parameters == LATE) {
      path = PathText.withoutParameters(path);
    }
    if (merge == EARLY) {
      path = PathText.merged(path);
    }
    if (!dotsStay) {
      path = PathText.withoutDots(path);
    }
    return PathText.decoded(merge == LATE ? PathText.merged(path) : path);
  }
}
