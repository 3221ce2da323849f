package nova.local.clickhouse;

/**
 * How the control plane reaches ClickHouse.
 *
 * @param url HTTP address, no path
 * @param writer makes tables and writes
 * @param reader reads the tenant named by the setting log_comment, nothing without it
 */
public record ClickHouseAccess(String url, String database, Login writer, Login reader) {

  /** A user of ClickHouse. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }
}
