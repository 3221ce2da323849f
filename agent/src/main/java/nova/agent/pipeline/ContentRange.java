package nova.agent.pipeline;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Content-Range of one range of bytes (RFC 9110, 14.4).
 *
 * @param first inclusive, from 0
 * @param last inclusive; -1 when not known
 * @param total length of the whole representation; -1 when not known
 */
record ContentRange(long first, long last, long total) {
  private static final Pattern FORM =
      Pattern.compile("(?i:bytes) +(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  static @Nullable ContentRange read(String value) {
    Matcher form = FORM.matcher(value);
    if (!form.matches()) {
      return null;
    }
    long first = Long.parseLong(form.group(1));
    long last = Long.parseLong(form.group(2));
    long total = form.group(3).equals("*") ? -1 : Long.parseLong(form.group(3));
    return first <= last && (total < 0 || last < total)
        ? new ContentRange(first, last, total)
        : null;
  }
}
