package nova.agentlink.door;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.InstantSource;
import nova.agentlink.logic.Handshakes;
import nova.agentlink.logic.Handshakes.Verdict;

/** Before the upgrade: a clean 401, or the request goes on as the node's. */
@WebFilter(filterName = "handshake", urlPatterns = "/agent/v1/link", asyncSupported = true)
public class HandshakeFilter implements Filter {
  private final Handshakes handshakes;
  private final InstantSource clock;

  @Inject
  public HandshakeFilter(Handshakes handshakes, InstantSource clock) {
    this.handshakes = handshakes;
    this.clock = clock;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var http = (HttpServletRequest) request;
    var answer = (HttpServletResponse) response;
    if (!"websocket".equalsIgnoreCase(http.getHeader("Upgrade"))) {
      Answers.problem(
          answer, 400, "malformed", "This is a WebSocket: ask for an upgrade.", clock.instant());
      return;
    }
    Verdict verdict =
        handshakes.check(
            http.getHeader("Authorization"), http.getHeader("Host"), http.getRemoteAddr());
    switch (verdict) {
      case Verdict.Admitted(var tenant, var node) ->
          chain.doFilter(as(http, new Admitted(tenant, node)), response);
      case Verdict.Refused(var code, var message) ->
          Answers.problem(answer, 401, code, message, clock.instant());
    }
  }

  private static HttpServletRequest as(HttpServletRequest request, Principal principal) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public Principal getUserPrincipal() {
        return principal;
      }
    };
  }
}
