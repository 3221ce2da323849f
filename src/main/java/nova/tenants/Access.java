package nova.tenants;

import java.util.List;
import java.util.Optional;
import nova.kernel.AcrossTenants;
import nova.kernel.Problem;

/**
 * The front door: everything that happens before anybody knows which tenant is meant. Answers never
 * tell whether an address is known.
 */
@AcrossTenants("whoever stands at the door has no tenant yet")
public interface Access {

  /** All that is wrong with a sign-up by itself; nothing, and {@link #signUp} takes it. */
  List<Problem> problems(SignUp request);

  /** The same of an address that asks for another letter. */
  List<Problem> addressProblems(String email);

  /**
   * Makes person and organisation and posts the verification letter; if the address is known
   * already, posts its owner a letter that says so instead.
   *
   * @return the address as we keep it
   */
  String signUp(SignUp request, String remoteAddress);

  /** Posts the verification letter again, if there is somebody to verify. */
  String requestVerification(String email, String remoteAddress);

  /** Returns the verified address; again for the same token while it lives. */
  String verify(String token);

  SignedIn signIn(String email, String password, String remoteAddress);

  /** Whose session cookie this is, if it is one; keeps it from going idle. */
  Optional<Session> session(String token);

  void signOut(String token);

  /** Whose API token this is, if it is one. */
  Optional<TokenHolder> apiToken(String token);
}
