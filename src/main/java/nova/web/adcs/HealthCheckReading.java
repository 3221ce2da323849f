package nova.web.adcs;

import static nova.web.adcs.Sizes.HOUR;
import static nova.web.adcs.Sizes.MAX_HEADERS;
import static nova.web.adcs.Sizes.MAX_HOST;
import static nova.web.adcs.Sizes.MAX_NAME;
import static nova.web.adcs.Sizes.MAX_PATH;
import static nova.web.adcs.Sizes.MAX_RANGES;
import static nova.web.adcs.Sizes.MAX_VALUE;
import static nova.web.adcs.Sizes.MINUTE;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import nova.nodes.document.HealthCheck;
import nova.nodes.document.HealthCheck.Header;
import nova.nodes.document.HealthCheck.JsonAssertion;
import nova.nodes.document.HealthCheck.Kind;
import nova.nodes.document.HealthCheck.Method;
import nova.nodes.document.StatusRange;
import nova.nodes.document.Words;
import nova.web.json.JsonFields;
import nova.web.json.JsonTexts;

/** The part of a body that says how servers are asked for their health. */
final class HealthCheckReading {
  private static final Map<String, Method> METHODS =
      Arrays.stream(Method.values()).collect(Collectors.toMap(Enum::name, Function.identity()));

  private HealthCheckReading() {}

  static HealthCheck healthCheck(JsonFields json) {
    return new HealthCheck(
        json.choiceOr("kind", Words.of(Kind.class), Kind.HTTP),
        json.stringOr("path", 1, MAX_PATH, "/"),
        json.stringOr("host", 0, MAX_HOST, ""),
        json.integerOr("intervalMillis", 100, HOUR, 5_000),
        json.integerOr("timeoutMillis", 50, MINUTE, 2_000),
        json.integerOr("rise", 1, 100, 2),
        json.integerOr("fall", 1, 100, 3),
        json.integerOr("statusFrom", 100, 599, 200),
        json.integerOr("statusTo", 100, 599, 399),
        json.objectsIfAny("expectedStatuses", MAX_RANGES, HealthCheckReading::range),
        json.choiceOr("method", METHODS, Method.GET),
        json.objectsIfAny("headers", MAX_HEADERS, HealthCheckReading::header),
        json.stringOr("bodyContains", 0, MAX_VALUE, ""),
        json.optionalObject("json", HealthCheckReading::assertion),
        json.optionalInteger("jitterPercent", 0, 50),
        json.boolOr("initiallyDown", false),
        json.stringOr("grpcService", 0, MAX_VALUE, ""));
  }

  static StatusRange range(JsonFields json) {
    return new StatusRange(json.integer("from", 100, 599), json.integer("to", 100, 599));
  }

  private static Header header(JsonFields json) {
    return new Header(json.string("name", 1, MAX_NAME), json.string("value", 0, MAX_VALUE));
  }

  private static JsonAssertion assertion(JsonFields json) {
    String pointer = json.string("pointer", 0, MAX_VALUE);
    String equalTo = json.string("equals", 1, MAX_VALUE);
    if (!equalTo.isEmpty() && !JsonTexts.wellFormed(equalTo)) {
      json.problem("equals", "not-json", "Write a JSON value as text: \"ok\" with its quotes.");
    }
    return new JsonAssertion(pointer, equalTo);
  }
}
