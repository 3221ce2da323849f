package nova.web.json;

/**
 * How much of a body we look at.
 *
 * @param maxBytes more is 413
 * @param maxDepth of nested objects and arrays; more is 400
 * @param maxProblems we list; a thousand faults help nobody
 */
public record JsonLimits(int maxBytes, int maxDepth, int maxProblems) {
  public static JsonLimits defaults() {
    return new JsonLimits(1 << 20, 32, 100);
  }
}
