package nova.agent.config;

import java.util.Arrays;

/** The secret that signs sticky cookies; never printed. */
public final class CookieKey {
  private final byte[] bytes;

  public CookieKey(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CookieKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return isEmpty() ? "no key" : "a key";
  }
}
