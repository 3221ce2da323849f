package nova.web.http;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.Problem;
import nova.platform.ids.Uuids;
import org.jspecify.annotations.Nullable;

/** Query parameters into types, with all that is wrong told together. */
public final class QueryFaults {
  private final List<Problem> problems = new ArrayList<>();

  public @Nullable Instant time(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      // a plus sign of an offset arrives as a blank when it was not encoded
      return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeParseException e) {
      add(name, "not-a-time", "Write an RFC 3339 time, such as 2026-01-01T00:00:00Z.");
      return null;
    }
  }

  public @Nullable UUID uuid(String name, @Nullable String text) {
    UUID id = text == null ? null : Uuids.parse(text);
    if (text != null && id == null) {
      add(name, "wrong-type", "This must be a UUID.");
    }
    return id;
  }

  public <E> E choice(String name, @Nullable String text, Map<String, E> words, E fallback) {
    E value = text == null ? fallback : words.get(text);
    if (value == null) {
      add(name, "not-a-choice", "This is one of: " + words.keySet().stream().sorted().toList());
      return fallback;
    }
    return value;
  }

  public void add(String name, String code, String message) {
    problems.add(new Problem(name, code, message));
  }

  public void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new FailureException(new Failure.Invalid(problems));
    }
  }
}
