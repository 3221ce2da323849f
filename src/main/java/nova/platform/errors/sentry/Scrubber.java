package nova.platform.errors.sentry;

import java.util.regex.Pattern;

/** Takes out of a text what may be a secret or somebody's address. */
final class Scrubber {
  private static final Pattern TOKEN = Pattern.compile("nova_[a-z]+_[A-Za-z0-9_-]+");
  private static final Pattern BEARER = Pattern.compile("(?i)bearer\\s+\\S+");
  private static final String NAMES = "(?i)(password|secret|token|session|api[-_ ]?key)";
  private static final String VALUE = "(\"[^\"]*\"?|'[^']*'?|[^\\s,;)]+)";
  private static final Pattern NAMED = Pattern.compile(NAMES + "[\"']?\\s*[=:]\\s*" + VALUE);
  private static final Pattern AUTHORIZATION =
      Pattern.compile("(?i)(authorization)[\"']?\\s*[=:]\\s*[\"']?(basic\\s+)?[^\\s,;)]+");

  /** A list of names and values. */
  private static final Pattern COOKIE =
      Pattern.compile("(?i)(cookie)[\"']?\\s*[=:]\\s*[^\\s,;)]+(;\\s*[^\\s,;)=]+=[^\\s,;)]*)*");

  private static final Pattern EMAIL = Pattern.compile("[^\\s@()<>,;:\"']+@[^\\s@()<>,;:\"']+");
  private static final Pattern SQL_DETAIL = Pattern.compile("(?s)Detail:.*");
  private static final String GONE = "[scrubbed]";

  private Scrubber() {}

  static String scrub(String text) {
    String scrubbed = TOKEN.matcher(text).replaceAll(GONE);
    scrubbed = BEARER.matcher(scrubbed).replaceAll(GONE);
    scrubbed = AUTHORIZATION.matcher(scrubbed).replaceAll("$1: " + GONE);
    scrubbed = COOKIE.matcher(scrubbed).replaceAll("$1: " + GONE);
    scrubbed = NAMED.matcher(scrubbed).replaceAll("$1=" + GONE);
    scrubbed = SQL_DETAIL.matcher(scrubbed).replaceAll("Detail: " + GONE);
    return EMAIL.matcher(scrubbed).replaceAll(GONE);
  }
}
