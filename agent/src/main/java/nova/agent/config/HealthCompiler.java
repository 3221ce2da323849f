package nova.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nova.agent.config.Check.JsonAssertion;
import nova.agent.config.Check.Kind;
import nova.agent.config.Pool.PassiveHealth;
import nova.agent.config.Pool.StatusRange;
import nova.link.v1.HealthCheck;

/** Reads how the health of servers is found out. */
final class HealthCompiler {
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST");

  private final Problems problems;

  HealthCompiler(Problems problems) {
    this.problems = problems;
  }

  Check check(String at, HealthCheck check) {
    Kind kind = kind(at, check);
    if (kind == Kind.HTTP && !Texts.pathAndQuery(check.getPath())) {
      problems.add(at + "/path", "bad-path", "Must start with / and hold printable ASCII only.");
    }
    if (!Texts.HOST.matcher(check.getHost()).matches()) {
      problems.add(at + "/host", "bad-host", "Must be a host name, with a port where needed.");
    }
    String method = check.getMethod().isEmpty() ? "GET" : check.getMethod();
    if (!METHODS.contains(method)) {
      problems.add(at + "/method", "bad-method", "Must be GET, HEAD, OPTIONS or POST.");
    }
    return new Check(
        kind,
        method,
        check.getPath(),
        check.getHost(),
        RouteCompiler.changes(problems, at + "/headers", check.getHeadersList()),
        problems.millis(at + "/interval_millis", check.getIntervalMillis()),
        problems.millis(at + "/timeout_millis", check.getTimeoutMillis()),
        problems.between(
            at + "/jitter_percent", check.hasJitterPercent(), check.getJitterPercent(), 10, 0, 50),
        problems.between(at + "/rise", check.getRise(), 1, 1000),
        problems.between(at + "/fall", check.getFall(), 1, 1000),
        expected(at, check, kind),
        check.getBodyContains(),
        check.hasJson() ? Optional.of(json(at + "/json", check)) : Optional.empty(),
        check.getInitiallyDown(),
        check.getGrpcService());
  }

  private Kind kind(String at, HealthCheck check) {
    return switch (check.getKind()) {
      case HTTP -> Kind.HTTP;
      case TCP -> Kind.TCP;
      case TLS -> Kind.TLS;
      case GRPC -> Kind.GRPC;
      case UNRECOGNIZED -> {
        problems.unknownEnum(at + "/kind");
        yield Kind.TCP;
      }
    };
  }

  private List<StatusRange> expected(String at, HealthCheck check, Kind kind) {
    if (kind != Kind.HTTP) {
      return List.of();
    }
    if (check.getExpectedStatusesCount() == 0) {
      return List.of(
          range(
              at + "/status_from", check.getStatusFrom(), at + "/status_to", check.getStatusTo()));
    }
    return ranges(at + "/expected_statuses", check.getExpectedStatusesList());
  }

  private List<StatusRange> ranges(String at, List<nova.link.v1.StatusRange> wire) {
    List<StatusRange> ranges = new ArrayList<>();
    for (int i = 0; i < wire.size(); i++) {
      String here = at + "/" + i;
      ranges.add(range(here + "/from", wire.get(i).getFrom(), here + "/to", wire.get(i).getTo()));
    }
    return List.copyOf(ranges);
  }

  private StatusRange range(String fromAt, int from, String toAt, int to) {
    int least = problems.between(fromAt, from, 100, 599);
    int most = problems.between(toAt, to, 100, 599);
    if (most < least) {
      problems.add(toAt, "out-of-range", "Must not be less than the first of the range.");
    }
    return new StatusRange(least, most);
  }

  private JsonAssertion json(String at, HealthCheck check) {
    String pointer = check.getJson().getPointer();
    if (!Texts.jsonPointer(pointer)) {
      problems.add(at + "/pointer", "bad-pointer", "Must be a JSON pointer, e.g. /status.");
    }
    problems.required(at + "/equals", check.getJson().getEquals());
    if (!check.getJson().getEquals().isEmpty() && !Texts.json(check.getJson().getEquals())) {
      problems.add(at + "/equals", "bad-json", "Must be JSON, e.g. \"ok\" with its quotes.");
    }
    return new JsonAssertion(pointer, check.getJson().getEquals());
  }

  PassiveHealth passive(String at, nova.link.v1.PassiveHealth passive) {
    return new PassiveHealth(
        !passive.getOff(),
        passive.getDownStatusesCount() == 0
            ? List.of(new StatusRange(500, 599))
            : ranges(at + "/down_statuses", passive.getDownStatusesList()),
        problems.between(
            at + "/consecutive", passive.hasConsecutive(), passive.getConsecutive(), 1, 1, 1000),
        passive.hasRatioPercent()
            ? Optional.of(
                problems.between(at + "/ratio_percent", passive.getRatioPercent(), 1, 100))
            : Optional.empty(),
        problems.between(
            at + "/ratio_minimum",
            passive.hasRatioMinimum(),
            passive.getRatioMinimum(),
            20,
            1,
            1_000_000),
        problems.millis(
            at + "/ratio_window_millis",
            passive.hasRatioWindowMillis(),
            passive.getRatioWindowMillis(),
            Duration.ofSeconds(10),
            100),
        problems.between(
            at + "/max_ejected_percent",
            passive.hasMaxEjectedPercent(),
            passive.getMaxEjectedPercent(),
            66,
            0,
            100),
        passive.getEjectLast(),
        problems.between(
            at + "/panic_percent", passive.hasPanicPercent(), passive.getPanicPercent(), 0, 0, 100),
        problems.millis(
            at + "/base_ejection_millis",
            passive.hasBaseEjectionMillis(),
            passive.getBaseEjectionMillis(),
            Duration.ofSeconds(1),
            1),
        !passive.getStallDetectionOff());
  }
}
