package nova.agent.pipeline;

import io.undertow.util.HttpString;
import io.undertow.util.Protocols;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import nova.agent.upstream.UpstreamLoop;
import org.xnio.XnioIoThread;

/** What all exchanges of this node share. */
final class NodeContext {
  /** One I/O thread's tools. */
  record ThreadTools(UpstreamLoop loop, RequestHeadWriter writer, ResponseHeaders headers) {}

  private final Map<XnioIoThread, ThreadTools> tools = new ConcurrentHashMap<>();
  private final SpoolRoom spool;
  private final int bufferBytes;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final String pseudonym;
  private final String via10;
  private final String via11;
  private final String via20;
  private volatile boolean draining;

  NodeContext(int bufferBytes, SpoolRoom spool, String pseudonym) {
    this.spool = spool;
    this.bufferBytes = bufferBytes;
    this.pseudonym = pseudonym;
    this.via10 = "1.0 " + pseudonym;
    this.via11 = "1.1 " + pseudonym;
    this.via20 = "2.0 " + pseudonym;
  }

  ThreadTools tools(XnioIoThread thread) {
    ThreadTools known = tools.get(thread);
    return known != null ? known : tools.computeIfAbsent(thread, this::make);
  }

  /** This node's name in Via; the same until the process ends. */
  String pseudonym() {
    return pseudonym;
  }

  /** What Via says about a request that came in with this version. */
  String via(HttpString protocol) {
    return protocol.equals(Protocols.HTTP_1_1)
        ? via11
        : protocol.equals(Protocols.HTTP_2_0) ? via20 : via10;
  }

  /** Where request bodies are held. */
  SpoolRoom spool() {
    return spool;
  }

  void requestBegun() {
    inFlight.incrementAndGet();
  }

  void requestEnded() {
    inFlight.decrementAndGet();
  }

  int inFlight() {
    return inFlight.get();
  }

  /** From here on no visitor's connection is kept after its answer. */
  void drain() {
    draining = true;
  }

  boolean draining() {
    return draining;
  }

  void stop() {
    tools.values().forEach(t -> t.loop().stop());
    spool.close();
  }

  private ThreadTools make(XnioIoThread thread) {
    UpstreamLoop loop = new UpstreamLoop(thread, bufferBytes);
    return new ThreadTools(loop, new RequestHeadWriter(), new ResponseHeaders());
  }
}
