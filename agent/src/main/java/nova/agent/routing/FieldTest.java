package nova.agent.routing;

import java.util.List;
import nova.agent.routing.RouteRule.FieldRule;

/** A compiled condition on a header field or a cookie. */
abstract sealed class FieldTest {
  final String name;
  private final boolean negated;
  private final String[] values;
  private final Cookies.Look look;

  private FieldTest(FieldRule rule) {
    name = rule.name();
    negated = rule.negated();
    values = rule.values().toArray(String[]::new);
    look = this::fits;
  }

  static FieldTest[] all(List<FieldRule> headers, List<FieldRule> cookies) {
    FieldTest[] tests = new FieldTest[headers.size() + cookies.size()];
    int at = 0;
    for (FieldRule header : headers) {
      tests[at++] = new Header(header);
    }
    for (FieldRule cookie : cookies) {
      tests[at++] = new Cookie(cookie);
    }
    return tests;
  }

  final boolean holds(RequestView request) {
    return found(request, look) != negated;
  }

  abstract boolean found(RequestView request, Cookies.Look wanted);

  private int fits(String line, int from, int to) {
    for (String value : values) {
      if (value.length() == to - from && line.startsWith(value, from)) {
        return 0;
      }
    }
    return values.length == 0 ? 0 : Cookies.NOTHING;
  }

  private static final class Header extends FieldTest {
    Header(FieldRule rule) {
      super(rule);
    }

    @Override
    boolean found(RequestView request, Cookies.Look wanted) {
      String line;
      for (int number = 0; (line = request.header(name, number)) != null; number++) {
        if (wanted.at(line, 0, line.length()) != Cookies.NOTHING) {
          return true;
        }
      }
      return false;
    }
  }

  private static final class Cookie extends FieldTest {
    Cookie(FieldRule rule) {
      super(rule);
    }

    @Override
    boolean found(RequestView request, Cookies.Look wanted) {
      return Cookies.each(request, name, wanted) != Cookies.NOTHING;
    }
  }
}
