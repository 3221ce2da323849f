package nova.agent.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The header of the PROXY protocol, versions 1 and 2, as haproxy.org describes it. */
public final class ProxyHeader {
  /** Enough for every header written here. */
  public static final int MOST_BYTES = 107;

  private static final byte[] SIGNATURE = {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10};
  private static final int LOCAL = 0x20;
  private static final int PROXY = 0x21;
  private static final int TCP4 = 0x11;
  private static final int TCP6 = 0x21;
  private static final int MAPPED_PREFIX = 10;

  private ProxyHeader() {}

  /**
   * Writes a header.
   *
   * @param version 1 or 2
   * @param caller null for connections of the agent's own
   */
  public static void write(int version, @Nullable Caller caller, ByteBuffer to) {
    switch (version) {
      case 1 -> to.put(text(caller).getBytes(US_ASCII));
      case 2 -> binary(caller, to);
      default -> throw new IllegalArgumentException("PROXY protocol " + version);
    }
  }

  private static String text(@Nullable Caller caller) {
    if (caller == null) {
      return "PROXY UNKNOWN\r\n";
    }
    InetSocketAddress source = caller.source();
    InetSocketAddress destination = caller.destination();
    boolean four = four(source) && four(destination);
    return (four ? "PROXY TCP4 " : "PROXY TCP6 ")
        + text(source, four)
        + ' '
        + text(destination, four)
        + ' '
        + source.getPort()
        + ' '
        + destination.getPort()
        + "\r\n";
  }

  private static String text(InetSocketAddress at, boolean four) {
    InetAddress address = at.getAddress();
    if (!four && address instanceof Inet4Address) {
      return "::ffff:" + address.getHostAddress();
    }
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }

  private static void binary(@Nullable Caller caller, ByteBuffer to) {
    to.put(SIGNATURE);
    if (caller == null) {
      to.put((byte) LOCAL).put((byte) 0).putShort((short) 0);
      return;
    }
    InetSocketAddress source = caller.source();
    InetSocketAddress destination = caller.destination();
    boolean four = four(source) && four(destination);
    to.put((byte) PROXY).put((byte) (four ? TCP4 : TCP6)).putShort((short) (four ? 12 : 36));
    address(source, four, to);
    address(destination, four, to);
    to.putShort((short) source.getPort()).putShort((short) destination.getPort());
  }

  private static void address(InetSocketAddress at, boolean four, ByteBuffer to) {
    if (!four && at.getAddress() instanceof Inet4Address) {
      for (int i = 0; i < MAPPED_PREFIX; i++) {
        to.put((byte) 0);
      }
      to.put((byte) 0xff).put((byte) 0xff);
    }
    to.put(at.getAddress().getAddress());
  }

  private static boolean four(InetSocketAddress at) {
    return at.getAddress() instanceof Inet4Address;
  }
}
