package nova.kernel;

import java.util.UUID;

/** A machine that runs our agent. */
public record NodeId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
