package nova.web.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.web.problem.RefusedException;
import org.jspecify.annotations.Nullable;

/** ETags made of version numbers, and the {@code If-Match} that brings them back. */
public final class EntityTags {
  private static final Pattern FORM = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");

  private EntityTags() {}

  /** The version the caller insists on, if any. */
  public static @Nullable Long optional(@Nullable String ifMatch, String what) {
    return ifMatch == null || ifMatch.isBlank() ? null : required(ifMatch, what);
  }

  public static String of(long version) {
    return "\"" + version + "\"";
  }

  /**
   * The version the caller has read: 428 without one, 412 for what can be none of ours.
   *
   * @param what for people: "node"
   */
  public static long required(@Nullable String ifMatch, String what) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw new RefusedException(
          428, "precondition-required", "Send the ETag you read in If-Match.");
    }
    Matcher matcher = FORM.matcher(ifMatch.strip());
    if (!matcher.matches()) {
      throw new FailureException(new Failure.Stale(what));
    }
    return Long.parseLong(matcher.group(1));
  }
}
