package nova.platform.settings;

import java.net.URI;
import java.time.Duration;

/**
 * Where metrics are kept ({@code NOVA_CLICKHOUSE_…}).
 *
 * @param url the HTTP interface, without credentials
 * @param connectTimeout until a connection stands
 * @param requestTimeout until an answer is complete
 */
public record ClickHouseSettings(
    URI url,
    String database,
    String writer,
    Secret writerPassword,
    String reader,
    Secret readerPassword,
    Duration connectTimeout,
    Duration requestTimeout) {}
