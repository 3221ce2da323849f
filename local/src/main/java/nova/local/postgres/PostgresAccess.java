package nova.local.postgres;

import nova.local.secrets.LocalSecrets;

/**
 * How the control plane reaches PostgreSQL.
 *
 * @param url JDBC address without credentials
 * @param owner migrates: owns the database and every table
 * @param application reads and writes, held by row-level security
 * @param reader may only SELECT, held by row-level security
 */
public record PostgresAccess(String url, Login owner, Login application, Login reader) {
  static final String DATABASE = "nova";

  /**
   * Known before the server runs: the names are ours, the passwords come from the secrets.
   *
   * @param server JDBC address of the server up to and including the slash before the database's
   *     name
   */
  public static PostgresAccess on(String server, LocalSecrets secrets) {
    return new PostgresAccess(
        server + DATABASE,
        new Login("nova_owner", secrets.get("postgres-owner")),
        new Login("nova_app", secrets.get("postgres-app")),
        new Login("nova_reader", secrets.get("postgres-reader")));
  }

  /** A role that can log in. */
  public record Login(String role, String password) {
    @Override
    public String toString() {
      return role;
    }
  }
}
