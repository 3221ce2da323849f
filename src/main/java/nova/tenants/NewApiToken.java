package nova.tenants;

/**
 * A token just made.
 *
 * @param secret shown this once, stored nowhere
 */
public record NewApiToken(ApiToken token, String secret) {
  @Override
  public String toString() {
    return "NewApiToken[" + token + "]";
  }
}
