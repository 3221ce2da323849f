package nova.web.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.Problem;
import nova.platform.ids.Uuids;
import org.jspecify.annotations.Nullable;

/**
 * The {@code limit} and {@code cursor} of a list. A cursor is only where to go on, in the order of
 * the list: whoever changes one sees another part of what is theirs anyway.
 *
 * @param cursor what the room made of the last item of the page before; null: from the start
 */
public record Paging(int limit, @Nullable String cursor) {
  private static final int DEFAULT = 50;
  private static final int MAX = 200;
  private static final int MAX_CURSOR = 400;

  /** From the query parameters, or {@link Failure.Invalid} with all that is wrong. */
  public static Paging of(@Nullable String limit, @Nullable String cursor) {
    var problems = new ArrayList<Problem>();
    int size = limit == null ? DEFAULT : size(limit, problems);
    String place = cursor == null ? null : place(cursor, problems);
    if (!problems.isEmpty()) {
      throw new FailureException(new Failure.Invalid(problems));
    }
    return new Paging(size, place);
  }

  /** For the wire, from {@link nova.kernel.Page#next}. */
  public static @Nullable String encode(@Nullable String next) {
    return next == null
        ? null
        : Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(next.getBytes(StandardCharsets.UTF_8));
  }

  /** For lists in the order of their ids. */
  public @Nullable UUID id() {
    if (cursor == null) {
      return null;
    }
    UUID id = Uuids.parse(cursor);
    if (id == null) {
      throw new FailureException(new Failure.Invalid(List.of(unusable())));
    }
    return id;
  }

  /** For lists of a fixed order: how many to pass over. */
  public int position() {
    if (cursor == null) {
      return 0;
    }
    if (!cursor.matches("[0-9]{1,9}")) {
      throw new FailureException(new Failure.Invalid(List.of(unusable())));
    }
    return Integer.parseInt(cursor);
  }

  private static int size(String limit, List<Problem> problems) {
    if (limit.matches("[0-9]{1,4}")
        && Integer.parseInt(limit) >= 1
        && Integer.parseInt(limit) <= MAX) {
      return Integer.parseInt(limit);
    }
    problems.add(new Problem("limit", "out-of-range", "This is between 1 and " + MAX + "."));
    return DEFAULT;
  }

  private static @Nullable String place(String cursor, List<Problem> problems) {
    try {
      if (cursor.length() <= MAX_CURSOR) {
        return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      }
    } catch (IllegalArgumentException notOurs) {
      // falls through to the problem
    }
    problems.add(unusable());
    return null;
  }

  private static Problem unusable() {
    return new Problem("cursor", "unusable", "Pass the next of the page before, unchanged.");
  }
}
