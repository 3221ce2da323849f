package nova.metrics.clickhouse;

import com.clickhouse.client.api.Client;
import java.time.temporal.ChronoUnit;
import nova.platform.settings.ClickHouseSettings;

/** Connections to ClickHouse, bounded in number and time. */
final class Clients {
  private static final int MAX_CONNECTIONS = 16;

  private Clients() {}

  static Client writer(ClickHouseSettings settings) {
    return client(settings)
        .setUsername(settings.writer())
        .setPassword(settings.writerPassword().value())
        .compressClientRequest(true)
        .build();
  }

  static Client reader(ClickHouseSettings settings) {
    return client(settings)
        .setUsername(settings.reader())
        .setPassword(settings.readerPassword().value())
        .build();
  }

  private static Client.Builder client(ClickHouseSettings settings) {
    long request = settings.requestTimeout().toMillis();
    return new Client.Builder()
        .addEndpoint(settings.url().toString())
        .setDefaultDatabase(settings.database())
        .setConnectTimeout(settings.connectTimeout().toMillis(), ChronoUnit.MILLIS)
        .setSocketTimeout(request, ChronoUnit.MILLIS)
        .setExecutionTimeout(request, ChronoUnit.MILLIS)
        .setMaxConnections(MAX_CONNECTIONS)
        .setMaxRetries(0); // an insert's retries are ours: they must ask first
  }
}
