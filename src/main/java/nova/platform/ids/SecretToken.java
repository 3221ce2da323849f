package nova.platform.ids;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * 256 random bits as text, given away once. Stored only as {@link #hash()}: with that much
 * randomness a plain SHA-256 needs neither salt nor stretching.
 */
public final class SecretToken {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;
  private final String text;

  private SecretToken(String text) {
    this.text = text;
  }

  /**
   * A new one.
   *
   * @param prefix says what the token is for, so that a leaked one is recognised ("nova_api_")
   */
  public static SecretToken make(String prefix) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new SecretToken(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** What somebody presented. Nothing is known about it yet. */
  public static SecretToken presented(String text) {
    return new SecretToken(text);
  }

  /** The secret itself: for its owner only. */
  public String reveal() {
    return text;
  }

  public byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "SecretToken[…]";
  }
}
