package nova.agent.telemetry;

/** Hands out series. Asked when a config is compiled, never per request. */
public interface TrafficLedger {

  /**
   * The same series for the same names, also across config changes, so that no count is lost by a
   * change.
   *
   * @param adcId the ADC's id
   * @param route the route's id; empty when no route matched
   * @param serverId the server's id; empty when the agent answered itself
   */
  TrafficSeries series(String adcId, String route, String serverId);
}
