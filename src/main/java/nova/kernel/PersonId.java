package nova.kernel;

import java.util.UUID;

/** A human being with an e-mail address; may belong to many organisations. */
public record PersonId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
