package nova.nodes.logic;

import nova.link.v1.CircuitBreaker;
import nova.link.v1.PassiveHealth;
import nova.link.v1.Resume;
import nova.link.v1.RetryRules;
import nova.link.v1.StatusRange;

/** What is done about servers that fail, in the wire's words. */
final class FailureWire {
  private FailureWire() {}

  static StatusRange.Builder range(nova.nodes.document.StatusRange from) {
    return StatusRange.newBuilder().setFrom(from.from()).setTo(from.to());
  }

  static PassiveHealth.Builder passiveHealth(nova.nodes.document.PassiveHealth from) {
    var health =
        PassiveHealth.newBuilder()
            .setOff(!from.enabled())
            .setEjectLast(from.ejectLast())
            .setStallDetectionOff(!from.stallDetection());
    from.downStatuses().forEach(it -> health.addDownStatuses(range(it)));
    if (from.consecutive() != null) {
      health.setConsecutive(from.consecutive());
    }
    if (from.ratioPercent() != null) {
      health.setRatioPercent(from.ratioPercent());
    }
    if (from.ratioMinimum() != null) {
      health.setRatioMinimum(from.ratioMinimum());
    }
    if (from.ratioWindowMillis() != null) {
      health.setRatioWindowMillis(from.ratioWindowMillis());
    }
    if (from.maxEjectedPercent() != null) {
      health.setMaxEjectedPercent(from.maxEjectedPercent());
    }
    if (from.panicPercent() != null) {
      health.setPanicPercent(from.panicPercent());
    }
    if (from.baseEjectionMillis() != null) {
      health.setBaseEjectionMillis(from.baseEjectionMillis());
    }
    return health;
  }

  static RetryRules.Builder retry(nova.nodes.document.RetryRules from) {
    var rules =
        RetryRules.newBuilder()
            .setOff(!from.enabled())
            .addAllStatuses(from.statuses())
            .setAnyMethod(from.anyMethod())
            .setHedge(from.hedge());
    if (from.maxAttempts() != null) {
      rules.setMaxAttempts(from.maxAttempts());
    }
    if (from.budgetPercent() != null) {
      rules.setBudgetPercent(from.budgetPercent());
    }
    if (from.budgetPerSecond() != null) {
      rules.setBudgetPerSecond(from.budgetPerSecond());
    }
    if (from.perTryMillis() != null) {
      rules.setPerTryMillis(from.perTryMillis());
    }
    if (from.totalMillis() != null) {
      rules.setTotalMillis(from.totalMillis());
    }
    if (from.spoolMemoryBytes() != null) {
      rules.setSpoolMemoryBytes(from.spoolMemoryBytes());
    }
    if (from.spoolDiskBytes() != null) {
      rules.setSpoolDiskBytes(from.spoolDiskBytes());
    }
    return rules;
  }

  static Resume.Builder resume(nova.nodes.document.Resume from) {
    var resume = Resume.newBuilder().setOff(!from.enabled()).setLastModified(from.lastModified());
    if (from.maxTimes() != null) {
      resume.setMaxTimes(from.maxTimes());
    }
    return resume;
  }

  static CircuitBreaker.Builder circuitBreaker(nova.nodes.document.CircuitBreaker from) {
    var breaker =
        CircuitBreaker.newBuilder()
            .setMaxConnections(from.maxConnections())
            .setMaxInFlight(from.maxInFlight());
    if (from.maxPending() != null) {
      breaker.setMaxPending(from.maxPending());
    }
    if (from.pendingMillis() != null) {
      breaker.setPendingMillis(from.pendingMillis());
    }
    return breaker;
  }
}
