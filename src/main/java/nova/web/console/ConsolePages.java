package nova.web.console;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Serves the console. An address that is no file is a place inside the console when a browser asks
 * for a page: it gets index.html and finds its way. Everything else that is no file is 404, and
 * what belongs to programs is left alone. Its place among the filters is in web.xml.
 */
public class ConsolePages implements Filter {
  private static final String PAGE = "/index.html";
  private static final List<String> PROGRAMS = List.of("/api", "/agent", "/health");
  private static final Set<String> READING = Set.of("GET", "HEAD");

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var http = (HttpServletRequest) request;
    var answer = (HttpServletResponse) response;
    String path = http.getRequestURI().substring(http.getContextPath().length());
    if (belongsToPrograms(http, path)) {
      chain.doFilter(request, response);
    } else if (!READING.contains(http.getMethod())) {
      answer.setHeader("Allow", "GET, HEAD");
      answer.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    } else {
      serve(path, http, answer, chain);
    }
  }

  /** Known paths, and whatever a servlet was put at. */
  private static boolean belongsToPrograms(HttpServletRequest request, String path)
      throws IOException {
    // the welcome page has an exact mapping too, and is a file of ours
    return (request.getHttpServletMapping().getMappingMatch() == MappingMatch.EXACT
            && !isFile(request, path))
        || PROGRAMS.stream().anyMatch(one -> path.equals(one) || path.startsWith(one + "/"));
  }

  private static void serve(
      String path, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (path.startsWith("/assets/") && isFile(request, path)) {
      response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
      chain.doFilter(request, response);
    } else if (isFile(request, path)) {
      response.setHeader("Cache-Control", "no-cache");
      chain.doFilter(request, response);
    } else if (wantsPage(path, request) && isFile(request, PAGE)) {
      response.setHeader("Cache-Control", "no-cache");
      request.getRequestDispatcher(PAGE).forward(request, response);
    } else {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static boolean wantsPage(String path, HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return path.equals("/") || (accept != null && accept.contains("text/html"));
  }

  private static boolean isFile(HttpServletRequest request, String path) throws IOException {
    if (path.endsWith("/")
        || path.contains("..")
        || path.toUpperCase(Locale.ROOT).contains("-INF")) {
      return false;
    }
    URL found = request.getServletContext().getResource(path);
    return found != null;
  }
}
