package nova.nodes;

/** A join token and its secret, which is shown this once. */
public record NewJoinToken(JoinToken token, String secret) {
  @Override
  public String toString() {
    return "NewJoinToken[" + token.id() + "]";
  }
}
