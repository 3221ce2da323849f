package nova.agent.pipeline;

import nova.agent.balancer.Visit;
import nova.agent.pipeline.ServingPlan.RoutePlan;
import nova.agent.telemetry.TrafficSeries;

/** Whether a request is let through to a server. */
sealed interface Admission {

  /**
   * Goes to a pool.
   *
   * @param target as servers are to see it
   */
  record Admitted(RequestTarget target, RoutePlan route, Visit visit) implements Admission {}

  /** Sent elsewhere. */
  record Redirected(int status, String location, TrafficSeries series) implements Admission {}

  /**
   * Answered by the agent itself.
   *
   * @param cause one line for the visitor; empty for none
   * @param close the connection cannot be trusted any further
   * @param allow the answer names the methods that are allowed
   */
  record Refused(int status, String cause, boolean close, boolean allow) implements Admission {}

  static Refused refused(int status, String cause) {
    return new Refused(status, cause, false, false);
  }
}
