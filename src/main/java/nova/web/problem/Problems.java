package nova.web.problem;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import nova.kernel.Failure;
import nova.kernel.Problem;
import nova.platform.logging.LogContext;
import org.jspecify.annotations.Nullable;

/** Makes problem answers. The switch over {@link Failure} is the whole table of our statuses. */
public final class Problems {
  public static final MediaType TYPE = new MediaType("application", "problem+json");
  private static final int UNPROCESSABLE = 422;

  private Problems() {}

  static Response of(Failure failure) {
    return switch (failure) {
      case Failure.Invalid(var problems) ->
          answer(UNPROCESSABLE, "invalid", "Some of the input is wrong; see problems.", problems);
      case Failure.NotFound(var what) -> of(404, "not-found", "There is no such " + what + ".");
      case Failure.Stale(var what) ->
          of(412, "stale", "The " + what + " was changed since you read it. Read it again.");
      case Failure.Conflict(var code, var message) -> of(409, code, message);
      case Failure.Unauthenticated(var code, var message) -> unauthenticated(code, message);
      case Failure.Forbidden(var code, var message) -> of(403, code, message);
      case Failure.TooMany(var message, var wait) -> later(of(429, "too-many", message), wait);
      case Failure.Unavailable(var what, var wait) ->
          later(of(503, "unavailable", what + " does not answer at the moment."), wait);
    };
  }

  static Response of(int status, String code, @Nullable String detail) {
    return answer(status, code, detail, null);
  }

  private static Response unauthenticated(String code, String message) {
    return Response.fromResponse(of(401, code, message))
        .header("WWW-Authenticate", "Bearer realm=\"nova\"")
        .build();
  }

  private static Response later(Response answer, Duration wait) {
    long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    return Response.fromResponse(answer).header("Retry-After", seconds).build();
  }

  private static Response answer(
      int status, String code, @Nullable String detail, @Nullable List<Problem> problems) {
    var body =
        new ProblemBody(
            "about:blank", title(status), status, detail, code, LogContext.requestId(), problems);
    return Response.status(status).type(TYPE).entity(body).build();
  }

  /** The phrase of the HTTP standard. */
  static String title(int status) {
    if (status == UNPROCESSABLE) {
      return "Unprocessable Content";
    }
    var known = Response.Status.fromStatusCode(status);
    return known == null ? "Status " + status : known.getReasonPhrase();
  }

  /** A code for what the REST engine refuses by itself: "method-not-allowed". */
  static String code(int status) {
    return title(status).toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
