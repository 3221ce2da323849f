package nova.nodes.logic;

import nova.link.v1.HeaderChange;
import nova.link.v1.HealthCheck;
import nova.link.v1.JsonAssertion;

/** An active check in the wire's words. */
final class HealthCheckWire {
  private HealthCheckWire() {}

  static HealthCheck.Builder of(nova.nodes.document.HealthCheck from) {
    var check =
        HealthCheck.newBuilder()
            .setKind(kind(from.kind()))
            .setPath(from.path())
            .setHost(from.host())
            .setIntervalMillis(from.intervalMillis())
            .setTimeoutMillis(from.timeoutMillis())
            .setRise(from.rise())
            .setFall(from.fall())
            .setStatusFrom(from.statusFrom())
            .setStatusTo(from.statusTo())
            .setMethod(method(from.method()))
            .setBodyContains(from.bodyContains())
            .setInitiallyDown(from.initiallyDown())
            .setGrpcService(from.grpcService());
    from.expectedStatuses().forEach(it -> check.addExpectedStatuses(FailureWire.range(it)));
    from.headers()
        .forEach(
            it ->
                check.addHeaders(
                    HeaderChange.newBuilder()
                        .setAction(HeaderChange.Action.SET)
                        .setName(it.name())
                        .setValue(it.value())));
    if (from.json() != null) {
      check.setJson(
          JsonAssertion.newBuilder()
              .setPointer(from.json().pointer())
              .setEquals(from.json().equalTo()));
    }
    if (from.jitterPercent() != null) {
      check.setJitterPercent(from.jitterPercent());
    }
    return check;
  }

  private static HealthCheck.Kind kind(nova.nodes.document.HealthCheck.Kind kind) {
    return switch (kind) {
      case HTTP -> HealthCheck.Kind.HTTP;
      case TCP -> HealthCheck.Kind.TCP;
      case TLS -> HealthCheck.Kind.TLS;
      case GRPC -> HealthCheck.Kind.GRPC;
    };
  }

  /** Empty means GET, as in configs from before there was a choice. */
  private static String method(nova.nodes.document.HealthCheck.Method method) {
    return switch (method) {
      case GET -> "";
      case HEAD, OPTIONS, POST -> method.name();
    };
  }
}
