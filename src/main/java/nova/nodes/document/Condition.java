package nova.nodes.document;

import java.util.List;

/**
 * On a header field or cookie.
 *
 * @param values equal to one of these; none: any value will do
 * @param negated it holds when it would not
 */
public record Condition(String name, List<String> values, boolean negated) {
  public Condition {
    values = List.copyOf(values);
  }
}
