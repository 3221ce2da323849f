package nova.agent.exchange.hpack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** Decodes one direction of one connection; keeps its table between blocks. */
public final class HpackDecoder {
  private static final int LONGEST_INTEGER = 1 << 24;

  /** Takes the fields of a block in their order. */
  public interface Fields {
    void field(HpackField field);
  }

  private final int mostTableBytes;
  private HpackField[] ring = new HpackField[16];
  private int newest;
  private int count;
  private int tableBytes;
  private int tableLimit;
  private byte[] text = new byte[256];
  private byte[] in = text;
  private int at;
  private int end;

  /** The table size is what SETTINGS_HEADER_TABLE_SIZE promised. */
  public HpackDecoder(int mostTableBytes) {
    this.mostTableBytes = mostTableBytes;
    this.tableLimit = mostTableBytes;
  }

  /** Decodes one whole block. */
  public void decode(byte[] block, int from, int to, Fields fields) throws HpackFailure {
    in = block;
    at = from;
    end = to;
    boolean begun = false;
    while (at < end) {
      int first = in[at];
      if (first < 0) {
        fields.field(entry(integer(7)));
      } else if (first >= 0x40) {
        HpackField field = literal(6);
        insert(field);
        fields.field(field);
      } else if (first < 0x20) {
        fields.field(literal(4));
      } else if (begun) {
        throw new HpackFailure("table size changed inside a block");
      } else {
        resize(integer(5));
        continue;
      }
      begun = true;
    }
    in = text; // blocks are the caller's
  }

  private int integer(int prefix) throws HpackFailure {
    int most = (1 << prefix) - 1;
    int value = in[at++] & most;
    if (value < most) {
      return value;
    }
    for (int shift = 0; ; shift += 7) {
      if (at == end) {
        throw new HpackFailure("integer cut short");
      }
      int next = in[at++];
      value += (next & 0x7f) << shift;
      if (value > LONGEST_INTEGER || shift > 21) {
        throw new HpackFailure("integer too large");
      }
      if (next >= 0) {
        return value;
      }
    }
  }

  private HpackField literal(int prefix) throws HpackFailure {
    int index = integer(prefix);
    String name = index == 0 ? string() : entry(index).name();
    return HpackField.of(name, string());
  }

  private String string() throws HpackFailure {
    if (at == end) {
      throw new HpackFailure("string cut short");
    }
    boolean coded = in[at] < 0;
    int length = integer(7);
    if (length > end - at) {
      throw new HpackFailure("string cut short");
    }
    int from = at;
    at += length;
    if (!coded) {
      return new String(in, from, length, ISO_8859_1);
    }
    if (text.length < 2 * length) {
      text = new byte[2 * length];
    }
    return new String(text, 0, Huffman.decode(in, from, at, text, 0), ISO_8859_1);
  }

  private HpackField entry(int index) throws HpackFailure {
    if (index > 0 && index <= StaticTable.LENGTH) {
      return StaticTable.field(index);
    }
    int age = index - StaticTable.LENGTH - 1;
    if (age < 0 || age >= count) {
      throw new HpackFailure("no such table entry");
    }
    return ring[(newest - age) & (ring.length - 1)];
  }

  private void insert(HpackField field) {
    int size = field.size();
    evict(tableLimit - size);
    if (size > tableLimit) {
      return;
    }
    if (count == ring.length) {
      grow();
    }
    newest = (newest + 1) & (ring.length - 1);
    ring[newest] = field;
    count++;
    tableBytes += size;
  }

  private void grow() {
    HpackField[] larger = Arrays.copyOf(ring, 2 * ring.length);
    for (int age = 0; age < count; age++) {
      larger[count - 1 - age] = ring[(newest - age) & (ring.length - 1)];
    }
    ring = larger;
    newest = count - 1;
  }

  private void resize(int bytes) throws HpackFailure {
    if (bytes > mostTableBytes) {
      throw new HpackFailure("table larger than allowed");
    }
    tableLimit = bytes;
    evict(bytes);
  }

  @SuppressWarnings("NullAway") // the freed slot is never read
  private void evict(int most) {
    while (count > 0 && tableBytes > most) {
      int oldest = (newest - count + 1) & (ring.length - 1);
      tableBytes -= ring[oldest].size();
      ring[oldest] = null;
      count--;
    }
  }
}
