package nova.agent.telemetry;

/**
 * Counts what happened to the requests of one (adc, route, server). Any thread may record;
 * recording never blocks and never allocates.
 */
public interface TrafficSeries {

  /**
   * One finished exchange, seen by the visitor's side.
   *
   * @param statusClass 1–5 for 1xx–5xx; 0 when the visitor left before there was a status
   * @param latencyNanos first byte of the request to last byte of the answer
   * @param requestBytes body bytes received from the visitor
   * @param responseBytes body bytes sent to the visitor
   */
  void record(int statusClass, long latencyNanos, long requestBytes, long responseBytes);

  /**
   * A server did not give a complete answer: connect error, timeout, cut answer. In addition to
   * {@link #record}.
   */
  void upstreamError();

  /** A request was taken away from this server and given to another. */
  void retried();

  /** A download that this server cut off was finished by another. */
  void resumed();
}
