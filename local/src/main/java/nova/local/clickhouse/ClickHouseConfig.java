package nova.local.clickhouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nova.local.clickhouse.ClickHouseAccess.Login;

/** The two configuration files of the local engine, made anew at every start. */
final class ClickHouseConfig {
  private ClickHouseConfig() {}

  static Path write(Path directory, Login writer, Login reader) throws IOException {
    Path users = directory.resolve("users.xml");
    Files.writeString(
        users, USERS.formatted(writer.user(), writer.password(), reader.user(), reader.password()));
    Path config = directory.resolve("config.xml");
    Files.writeString(config, CONFIG.formatted(users, directory));
    return config;
  }

  private static final String CONFIG =
      """
      <clickhouse>
        <users_config>%s</users_config>
        <logger><level>warning</level><log>%s/clickhouse.log</log></logger>
        <max_server_memory_usage>3000000000</max_server_memory_usage>
        <mark_cache_size>134217728</mark_cache_size>
        <background_pool_size>2</background_pool_size>
        <background_schedule_pool_size>16</background_schedule_pool_size>
      </clickhouse>
      """;

  /**
   * {@code default} is the in-process session of clickhouse-local: no password, loopback, and
   * nothing but opening the listeners and waiting. The reader sees the rows of the tenant it names
   * in the setting log_comment (the embedded engine knows no settings of our own), and no row when
   * it names none.
   */
  private static final String USERS =
      """
      <clickhouse>
        <profiles>
          <default>
            <async_insert>0</async_insert>
            <max_memory_usage>2000000000</max_memory_usage>
          </default>
          <reader>
            <readonly>2</readonly>
            <max_execution_time>10</max_execution_time>
          </reader>
        </profiles>
        <users>
          <default>
            <password/>
            <networks><ip>127.0.0.1</ip></networks>
            <profile>default</profile><quota>default</quota>
            <grants>
              <query>GRANT SYSTEM LISTEN ON *.*</query>
              <query>GRANT SELECT ON system.numbers</query>
            </grants>
          </default>
          <%1$s>
            <password>%2$s</password>
            <networks><ip>127.0.0.1</ip><ip>::1</ip></networks>
            <profile>default</profile><quota>default</quota>
            <grants>
              <query>GRANT ALL ON nova.*</query>
              <query>GRANT TABLE ENGINE ON *</query>
              <query>GRANT KILL QUERY ON *.*</query>
              <query>GRANT SELECT ON system.*</query>
            </grants>
          </%1$s>
          <%3$s>
            <password>%4$s</password>
            <networks><ip>127.0.0.1</ip><ip>::1</ip></networks>
            <profile>reader</profile><quota>default</quota>
            <databases>
              <nova>
                <traffic><filter>tenant_id = toUUIDOrZero(getSetting('log_comment'))</filter></traffic>
              </nova>
            </databases>
            <grants><query>GRANT SELECT ON nova.*</query></grants>
          </%3$s>
        </users>
        <quotas><default/></quotas>
      </clickhouse>
      """;
}
