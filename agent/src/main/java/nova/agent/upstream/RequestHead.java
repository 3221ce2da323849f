package nova.agent.upstream;

import io.undertow.util.HttpString;

/** The head of a request as a server is to see it. */
public interface RequestHead {
  /** Length of a body that is sent in chunks because nobody knows it. */
  long UNKNOWN = -1;

  String method();

  /** Path and query, or an asterisk. */
  String target();

  /** Host, the ":authority" of HTTP/2. */
  String authority();

  /** Length of the body; 0 when there is none, or {@link #UNKNOWN}. */
  long length();

  /**
   * Writes it in the form of HTTP/1.1, framing fields and the empty line included.
   *
   * @return index behind the last byte
   */
  int write(byte[] out);

  /** Every field but those of framing, for protocols that frame by themselves. */
  void fields(FieldSink to);

  /** Takes header fields, names in any case. */
  interface FieldSink {
    void field(HttpString name, String value);
  }
}
