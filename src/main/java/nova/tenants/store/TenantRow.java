package nova.tenants.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An organisation. */
@Entity(name = "Tenant")
@Table(name = "tenant")
class TenantRow {
  @Id UUID id;
  String name;
  long version;
  Instant createdAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
  protected TenantRow() {}

  TenantRow(UUID id, String name, Instant createdAt) {
    this.id = id;
    this.name = name;
    this.createdAt = createdAt;
  }
}
