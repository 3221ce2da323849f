package nova.platform.settings;

/** A value that must not be seen: {@link #toString} says nothing. */
public record Secret(String value) {
  @Override
  public String toString() {
    return "Secret[…]";
  }
}
