package nova.nodes.document;

/**
 * What happens to a header field.
 *
 * @param value empty for {@link Action#REMOVE}
 */
public record HeaderChange(Action action, String name, String value) {

  public enum Action {
    /** Replaces every field of this name. */
    SET,
    ADD,
    REMOVE
  }
}
