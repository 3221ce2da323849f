package nova.web.problem;

import static java.lang.System.Logger.Level.ERROR;

import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import nova.kernel.FailureException;
import nova.platform.Component;
import nova.platform.errors.ErrorReports;
import org.jspecify.annotations.Nullable;

/** Every exception of the REST API ends here; what nobody expected is logged and reported once. */
@Component
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());
  private final ErrorReports reports;

  @Inject
  public ProblemMapper(ErrorReports reports) {
    this.reports = reports;
  }

  @Override
  public Response toResponse(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = next(cause)) {
      Response answer = expected(cause);
      if (answer != null) {
        return answer;
      }
    }
    LOG.log(ERROR, "A request failed unexpectedly", thrown);
    reports.unexpected("REST request", thrown);
    return Problems.of(500, "internal", "Something went wrong on our side. It has been reported.");
  }

  private static @Nullable Response expected(Throwable thrown) {
    return switch (thrown) {
      case FailureException failure -> Problems.of(failure.failure());
      case RefusedException refused ->
          Problems.of(refused.status(), refused.code(), refused.detail());
      case WebApplicationException engine -> ofEngine(engine.getResponse());
      default -> null; // any other class of Throwable: not ours to enumerate
    };
  }

  private static Response ofEngine(Response response) {
    int status = response.getStatus();
    if (status < 400) {
      return response;
    }
    var answer = Response.fromResponse(Problems.of(status, Problems.code(status), null));
    String allow = response.getHeaderString("Allow");
    return (allow == null ? answer : answer.header("Allow", allow)).build();
  }

  /** Interceptors and the REST engine wrap what they carry. */
  private static @Nullable Throwable next(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause == thrown ? null : cause;
  }
}
