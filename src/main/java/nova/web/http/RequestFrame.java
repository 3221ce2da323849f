package nova.web.http;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import nova.platform.ids.Ids;
import nova.platform.logging.LogContext;
import nova.platform.settings.HttpSettings;

/**
 * Around every request, first of the filters in web.xml: its id, and the headers no answer goes
 * without.
 */
public class RequestFrame implements Filter {
  private static final String REQUEST_ID = "X-Request-Id";
  private static final String CONTENT_SECURITY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
  private final Ids ids;
  private final HttpSettings settings;

  @Inject
  public RequestFrame(Ids ids, HttpSettings settings) {
    this.ids = ids;
    this.settings = settings;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var http = (HttpServletRequest) request;
    String offered = http.getHeader(REQUEST_ID);
    String id = LogContext.sane(offered) ? offered : ids.next().toString();
    try (var _ = LogContext.open(id)) {
      setHeaders(http, (HttpServletResponse) response, id);
      chain.doFilter(request, response);
    }
  }

  private void setHeaders(HttpServletRequest request, HttpServletResponse response, String id) {
    response.setHeader(REQUEST_ID, id);
    response.setHeader("Content-Security-Policy", CONTENT_SECURITY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    if (settings.secure()) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
    if (request.getRequestURI().startsWith("/api/")) {
      response.setHeader("Cache-Control", "no-store");
    }
  }
}
