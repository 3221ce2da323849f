package nova.agent.upstream.probe;

import java.util.Map;

/**
 * What came back.
 *
 * @param body as much of it as is looked at
 * @param cut the body is longer than that
 * @param trailers fields after the body; of an answer without body those before it
 */
@SuppressWarnings("ArrayRecordComponent") // made for one look
record Answer(int status, byte[] body, boolean cut, Map<String, String> trailers) {
  /** How much of a body is looked at. */
  static final int MOST_BODY_BYTES = 65_536;
}
