package nova.agent.upstream.names;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** A DNS server on loopback that says what a test tells it to. */
public final class SmallDnsServer implements AutoCloseable {
  private record Zone(List<String> addresses, long ttl) {}

  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final Map<String, Zone> names = new ConcurrentHashMap<>();
  public final AtomicInteger questions = new AtomicInteger();
  public volatile boolean failing;

  public SmallDnsServer() throws IOException {
    Thread.ofPlatform().daemon().start(this::serve);
  }

  public void say(String name, long ttl, String... addresses) {
    names.put(name + ".", new Zone(List.of(addresses), ttl));
  }

  public SimpleResolver resolver() {
    SimpleResolver resolver =
        new SimpleResolver(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort()));
    resolver.setTimeout(Duration.ofSeconds(2));
    return resolver;
  }

  private void serve() {
    byte[] buffer = new byte[2048];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        byte[] asked = java.util.Arrays.copyOf(packet.getData(), packet.getLength());
        byte[] answer = answer(new Message(asked)).toWire();
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private Message answer(Message asked) throws IOException {
    Record question = asked.getQuestion();
    Message answer = new Message(asked.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(question, Section.QUESTION);
    Zone zone = names.get(question.getName().toString());
    if (failing || zone == null) {
      answer.getHeader().setRcode(failing ? Rcode.SERVFAIL : Rcode.NXDOMAIN);
      return answer;
    }
    if (question.getType() == Type.A) {
      questions.incrementAndGet();
      Name name = question.getName();
      for (String address : zone.addresses()) {
        answer.addRecord(
            new ARecord(name, DClass.IN, zone.ttl(), InetAddress.ofLiteral(address)),
            Section.ANSWER);
      }
    }
    return answer;
  }

  @Override
  public void close() {
    socket.close();
  }
}
