package nova.metrics.clickhouse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** ClickHouse's RowBinary, as far as the traffic table needs it. */
final class RowBinary {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
  private final ByteBuffer scratch = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);

  RowBinary uuid(UUID id) {
    scratch.clear().putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return flush();
  }

  RowBinary text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    length(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  RowBinary uint8(int value) {
    out.write(value);
    return this;
  }

  RowBinary uint16(int value) {
    scratch.clear().putShort((short) value);
    return flush();
  }

  RowBinary uint32(long value) {
    scratch.clear().putInt((int) value);
    return flush();
  }

  RowBinary uint64(long value) {
    scratch.clear().putLong(value);
    return flush();
  }

  RowBinary length(int value) {
    int rest = value;
    while (rest >= 0x80) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private RowBinary flush() {
    out.write(scratch.array(), 0, scratch.position());
    return this;
  }
}
