package nova.web.adcs;

/** How much of what a document may hold; {@code openapi.yaml} says the same. */
final class Sizes {
  static final int MAX_NAME = 80;
  static final int MAX_HOST = 253;
  static final int MAX_PATH = 1_000;
  static final int MAX_VALUE = 1_000;
  static final int MAX_PAGE = 65_536;
  static final int MAX_PEM = 65_536;
  static final int MAX_CONDITIONS = 16;
  static final int MAX_HEADERS = 32;
  static final int MAX_RANGES = 32;
  static final int MINUTE = 60_000;
  static final int HOUR = 60 * MINUTE;
  static final int DAY_SECONDS = 86_400;

  private Sizes() {}
}
