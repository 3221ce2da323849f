package nova.agentlink.door;

import jakarta.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import nova.platform.logging.LogContext;

/** Problem bodies (RFC 9457) for agents. */
final class Answers {
  private Answers() {}

  static void problem(
      HttpServletResponse response, int status, String code, String detail, Instant now)
      throws IOException {
    response.setStatus(status);
    response.setDateHeader("Date", now.toEpochMilli());
    response.setContentType("application/problem+json");
    if (status == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader("WWW-Authenticate", "Nova-Node");
    }
    byte[] body =
        Json.createObjectBuilder()
            .add("type", "about:blank")
            .add("title", status == 401 ? "Unauthorized" : "Refused")
            .add("status", status)
            .add("code", code)
            .add("detail", detail)
            .add("requestId", LogContext.requestId())
            .build()
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
