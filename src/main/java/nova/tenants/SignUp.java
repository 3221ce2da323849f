package nova.tenants;

/** What somebody typed who wants to be a customer; checked by {@link Access#signUp}. */
public record SignUp(String organisation, String email, String password) {
  @Override
  public String toString() {
    return "SignUp[" + organisation + "]";
  }
}
