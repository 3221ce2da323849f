package nova.nodes.document;

import java.util.List;
import nova.nodes.document.HealthCheck.Kind;
import nova.nodes.document.HealthCheck.Method;

/** What health checks may say. */
final class HealthCheckRules {
  private HealthCheckRules() {}

  static void check(Place place, HealthCheck check) {
    place
        .at("path")
        .expect(
            Syntax.pathAndQuery(check.path()),
            "not-a-path",
            "A path begins with /, is percent-encoded, and has no blanks or #.");
    place
        .at("host")
        .expect(
            check.host().isEmpty() || Hosts.validWithPort(check.host()),
            "not-a-host",
            "Write an IP address or a DNS name, with :port if needed.");
    DocumentRules.inOrder(place.at("statusTo"), check.statusFrom(), check.statusTo());
    FailureRules.ranges(place.at("expectedStatuses"), check.expectedStatuses());
    headers(place.at("headers"), check.headers());
    kind(place, check);
    body(place, check);
  }

  private static void headers(Place place, List<HealthCheck.Header> headers) {
    for (int i = 0; i < headers.size(); i++) {
      RouteRules.header(place.at(i).at("name"), headers.get(i).name());
    }
  }

  private static void kind(Place place, HealthCheck check) {
    boolean http = check.kind() == Kind.HTTP;
    String message = "Only a check of kind http sends a request and reads its answer.";
    place.at("path").notHere(!http && !check.path().equals("/"), message);
    place
        .at("host")
        .notHere(
            !check.host().isEmpty() && (check.kind() == Kind.TCP || check.kind() == Kind.TLS),
            "A check of this kind sends no host name of its own.");
    place.at("method").notHere(!http && check.method() != Method.GET, message);
    place.at("headers").notHere(!http && !check.headers().isEmpty(), message);
    place.at("expectedStatuses").notHere(!http && !check.expectedStatuses().isEmpty(), message);
    place.at("bodyContains").notHere(!http && !check.bodyContains().isEmpty(), message);
    place.at("json").notHere(!http && check.json() != null, message);
    place
        .at("grpcService")
        .notHere(
            check.kind() != Kind.GRPC && !check.grpcService().isEmpty(),
            "Only a check of kind grpc asks about a service.");
  }

  private static void body(Place place, HealthCheck check) {
    boolean bodiless = check.method() == Method.HEAD;
    String message = "An answer to HEAD has no body.";
    place.at("bodyContains").notHere(bodiless && !check.bodyContains().isEmpty(), message);
    place.at("json").notHere(bodiless && check.json() != null, message);
    if (check.json() != null) {
      place
          .at("json")
          .at("pointer")
          .expect(
              Syntax.jsonPointer(check.json().pointer()),
              "not-a-pointer",
              "Write a JSON pointer (RFC 6901), such as /status.");
    }
  }
}
