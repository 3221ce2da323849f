package nova.agent.pipeline;

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
  private final int bufferBytes;
  final AtomicInteger inFlight = new AtomicInteger();
  final String pseudonym;
  volatile boolean draining;

  NodeContext(int bufferBytes, String pseudonym) {
    this.bufferBytes = bufferBytes;
    this.pseudonym = pseudonym;
  }

  ThreadTools tools(XnioIoThread thread) {
    ThreadTools known = tools.get(thread);
    return known != null ? known : tools.computeIfAbsent(thread, this::make);
  }

  void stop() {
    tools.values().forEach(t -> t.loop().stop());
  }

  private ThreadTools make(XnioIoThread thread) {
    UpstreamLoop loop = new UpstreamLoop(thread, bufferBytes);
    return new ThreadTools(loop, new RequestHeadWriter(loop.scratch()), new ResponseHeaders());
  }
}
