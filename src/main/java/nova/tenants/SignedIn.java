package nova.tenants;

/**
 * A session just made.
 *
 * @param token the cookie's value, stored nowhere
 */
public record SignedIn(Session session, String token) {
  @Override
  public String toString() {
    return "SignedIn[" + session + "]";
  }
}
