package nova.web.security;

import nova.tenants.Session;
import nova.tenants.TokenHolder;

/** Who is there. */
public sealed interface Identity {

  /**
   * A human being at the console.
   *
   * @param token the session cookie's value
   */
  record Person(Session session, String token) implements Identity {
    @Override
    public String toString() {
      return "Person[" + session + "]";
    }
  }

  /** A program of one organisation. */
  record Program(TokenHolder holder) implements Identity {}
}
