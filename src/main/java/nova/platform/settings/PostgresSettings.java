package nova.platform.settings;

import java.time.Duration;

/**
 * What we ourselves must know of PostgreSQL; address and passwords are the data sources' business
 * (server configuration).
 *
 * @param appRole {@code NOVA_POSTGRES_APP}: gets rights in migrations
 * @param readerRole {@code NOVA_POSTGRES_READER}: likewise, SELECT only
 * @param connectPatience how long the start waits for a database that does not answer yet
 */
public record PostgresSettings(String appRole, String readerRole, Duration connectPatience) {}
