package nova.agent.exchange.hpack;

import java.util.Arrays;

/**
 * Encodes fields without a dynamic table and without Huffman codes: what they would save on the
 * wire costs more in memory and look-ups, and a block that changes no state can be thrown away. One
 * for all connections of a thread.
 */
public final class HpackEncoder {
  private byte[] out = new byte[1024];
  private int at;

  /** Begins a block. */
  public HpackEncoder begin() {
    at = 0;
    return this;
  }

  /** The block so far; valid until the next call. */
  public byte[] bytes() {
    return out;
  }

  public int length() {
    return at;
  }

  /** A table of no entries: nothing will be indexed (RFC 7541, 4.2). */
  public void noTable() {
    room(1);
    out[at++] = 0x20;
  }

  public void status(int status) {
    int index = StaticTable.status(status);
    room(8);
    if (index > 0) {
      out[at++] = (byte) (0x80 | index);
      return;
    }
    integer(0x00, 4, StaticTable.named(":status"));
    out[at++] = 3;
    out[at++] = (byte) ('0' + status / 100);
    out[at++] = (byte) ('0' + status / 10 % 10);
    out[at++] = (byte) ('0' + status % 10);
  }

  /**
   * Adds a field.
   *
   * @param name in lower case
   */
  public void field(String name, String value) {
    int index = StaticTable.named(name);
    room(16);
    integer(0x00, 4, index);
    if (index == 0) {
      string(name);
    }
    string(value);
  }

  @SuppressWarnings("deprecation") // exactly what it is for: Latin-1 without an encoder
  private void string(String from) {
    int length = from.length();
    room(16 + length);
    integer(0x00, 7, length);
    from.getBytes(0, length, out, at);
    at += length;
  }

  private void integer(int flags, int prefix, int value) {
    int most = (1 << prefix) - 1;
    if (value < most) {
      out[at++] = (byte) (flags | value);
      return;
    }
    out[at++] = (byte) (flags | most);
    int rest = value - most;
    while (rest >= 0x80) {
      out[at++] = (byte) (rest | 0x80);
      rest >>= 7;
    }
    out[at++] = (byte) rest;
  }

  private void room(int bytes) {
    if (out.length < at + bytes) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, at + bytes));
    }
  }
}
