package nova.tenants.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An API token; its secret as a hash. */
@Entity(name = "ApiToken")
@Table(name = "api_token")
class ApiTokenRow {
  @Id UUID id;

  @Column(name = "tenant_id")
  UUID tenant;

  String name;
  byte[] tokenHash;
  UUID createdBy;
  Instant createdAt;
  @Nullable Instant expiresAt;
  @Nullable Instant lastUsedAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
  protected ApiTokenRow() {}

  ApiTokenRow(
      UUID tenant,
      UUID id,
      String name,
      byte[] tokenHash,
      UUID createdBy,
      Instant createdAt,
      @Nullable Instant expiresAt) {
    this.tenant = tenant;
    this.id = id;
    this.name = name;
    this.tokenHash = tokenHash.clone();
    this.createdBy = createdBy;
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
  }
}
