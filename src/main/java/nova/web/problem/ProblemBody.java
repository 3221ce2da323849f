package nova.web.problem;

import java.util.List;
import nova.kernel.Problem;
import org.jspecify.annotations.Nullable;

/** The body of every answer that is not a success (RFC 9457). Public for JSON-B. */
public record ProblemBody(
    String type,
    String title,
    int status,
    @Nullable String detail,
    String code,
    String requestId,
    @Nullable List<Problem> problems) {}
