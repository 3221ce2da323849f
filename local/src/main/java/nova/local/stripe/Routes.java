package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Who answers what. Each part of the API adds its own. */
final class Routes {
  private record Route(String method, Pattern path, Function<Request, JsonNode> answer) {}

  private final List<Route> routes = new ArrayList<>();

  /** Adds one; {@code {}} in the path stands for an id. */
  Routes on(String method, String path, Function<Request, JsonNode> answer) {
    String pattern = path.replace("{}", "([A-Za-z0-9_.-]{1,255})");
    routes.add(new Route(method, Pattern.compile(pattern), answer));
    return this;
  }

  JsonNode answer(Request request) {
    for (Route route : routes) {
      Matcher match = route.path().matcher(request.path());
      if (route.method().equals(request.method()) && match.matches()) {
        List<String> ids =
            IntStream.rangeClosed(1, match.groupCount()).mapToObj(match::group).toList();
        return route.answer().apply(request.with(ids));
      }
    }
    throw Refusal.noSuchPlace(request.method(), request.path());
  }
}
