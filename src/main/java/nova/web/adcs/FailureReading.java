package nova.web.adcs;

import static nova.web.adcs.Sizes.HOUR;
import static nova.web.adcs.Sizes.MAX_RANGES;
import static nova.web.adcs.Sizes.MINUTE;

import nova.nodes.document.CircuitBreaker;
import nova.nodes.document.PassiveHealth;
import nova.nodes.document.Resume;
import nova.nodes.document.RetryRules;
import nova.web.json.JsonFields;

/** The parts of a body that say what happens when servers fail. */
final class FailureReading {
  private static final int MILLION = 1_000_000;

  private FailureReading() {}

  static PassiveHealth passiveHealth(JsonFields json) {
    return new PassiveHealth(
        json.boolOr("enabled", true),
        json.objectsIfAny("downStatuses", MAX_RANGES, HealthCheckReading::range),
        json.optionalInteger("consecutive", 1, 1_000),
        json.optionalInteger("ratioPercent", 1, 100),
        json.optionalInteger("ratioMinimum", 1, MILLION),
        json.optionalInteger("ratioWindowMillis", 1_000, HOUR),
        json.optionalInteger("maxEjectedPercent", 0, 100),
        json.boolOr("ejectLast", false),
        json.optionalInteger("panicPercent", 0, 100),
        json.optionalInteger("baseEjectionMillis", 100, HOUR),
        json.boolOr("stallDetection", true));
  }

  static RetryRules retry(JsonFields json) {
    return new RetryRules(
        json.boolOr("enabled", true),
        json.integersIfAny("statuses", 50, 400, 599),
        json.optionalInteger("maxAttempts", 1, 16),
        json.optionalInteger("budgetPercent", 0, 100),
        json.optionalInteger("budgetPerSecond", 0, MILLION),
        json.optionalInteger("perTryMillis", 10, HOUR),
        json.optionalInteger("totalMillis", 10, HOUR),
        json.optionalInteger("spoolMemoryBytes", 0, 16 << 20),
        json.optionalLong("spoolDiskBytes", 0, 1L << 34),
        json.boolOr("anyMethod", false),
        json.boolOr("hedge", false));
  }

  static Resume resume(JsonFields json) {
    return new Resume(
        json.boolOr("enabled", true),
        json.boolOr("lastModified", false),
        json.optionalInteger("maxTimes", 1, 100));
  }

  static CircuitBreaker circuitBreaker(JsonFields json) {
    return new CircuitBreaker(
        json.integerOr("maxConnections", 0, MILLION, 0),
        json.integerOr("maxInFlight", 0, MILLION, 0),
        json.optionalInteger("maxPending", 0, MILLION),
        json.optionalInteger("pendingMillis", 1, MINUTE));
  }
}
