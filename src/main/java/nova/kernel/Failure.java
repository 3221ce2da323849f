package nova.kernel;

import java.time.Duration;
import java.util.List;

/**
 * Why something was not done. Each kind maps to one HTTP status in {@code nova.web}; codes are
 * stable for programs.
 */
public sealed interface Failure {

  /** The input is wrong; every fault is listed. 422. */
  record Invalid(List<Problem> problems) implements Failure {
    public Invalid {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("an invalid input has at least one problem");
      }
    }
  }

  /** Nothing by that name, or not yours: the two are not told apart. 404. */
  record NotFound(String what) implements Failure {}

  /** Somebody else changed it since you read it ({@code If-Match} does not match). 412. */
  record Stale(String what) implements Failure {}

  /** Right in itself, but not in the state things are in. 409. */
  record Conflict(String code, String message) implements Failure {}

  /** We do not know who you are, or the proof is bad. 401. */
  record Unauthenticated(String code, String message) implements Failure {}

  /** We know you, and you may not. 403. */
  record Forbidden(String code, String message) implements Failure {}

  /** Too much, too fast. 429 with Retry-After. */
  record TooMany(String message, Duration retryAfter) implements Failure {}

  /** Something we depend on does not answer. 503 with Retry-After. */
  record Unavailable(String what, Duration retryAfter) implements Failure {}
}
