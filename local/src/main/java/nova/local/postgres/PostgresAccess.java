package nova.local.postgres;

/**
 * How the control plane reaches PostgreSQL.
 *
 * @param url JDBC address without credentials
 * @param owner migrates: owns the database and every table
 * @param application reads and writes, held by row-level security
 * @param reader may only SELECT, held by row-level security
 */
public record PostgresAccess(String url, Login owner, Login application, Login reader) {

  /** A role that can log in. */
  public record Login(String role, String password) {
    @Override
    public String toString() {
      return role;
    }
  }
}
