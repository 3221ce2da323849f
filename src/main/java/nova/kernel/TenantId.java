package nova.kernel;

import java.util.UUID;

/** An organisation. Time-ordered (RFC 9562 version 7) when made by us. */
public record TenantId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
