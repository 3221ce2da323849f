package nova.nodes;

import java.util.UUID;

/** An application delivery controller: what a customer describes and nodes serve. */
public record AdcId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
