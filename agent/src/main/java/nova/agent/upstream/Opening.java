package nova.agent.upstream;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection on its way, and everyone who waits for it. Where streams share a connection, those
 * who come while it is being opened wait for the same one.
 */
final class Opening implements Dial.Outcome, Http2Connection.Greeting {
  private static final int MOST_WAITING = 100;

  private final UpstreamLoop loop;
  private final Endpoint endpoint;
  private final InetSocketAddress to;
  private final @Nullable Caller caller;
  private final List<Connector> waiting = new ArrayList<>(1);
  private @Nullable Dial dial;
  private @Nullable Http2Connection greeting;

  private Opening(
      UpstreamLoop loop, Endpoint endpoint, InetSocketAddress to, @Nullable Caller caller) {
    this.loop = loop;
    this.endpoint = endpoint;
    this.to = to;
    this.caller = caller;
  }

  /** Waits for one that is under way, or begins one. */
  static Opening join(
      UpstreamLoop loop,
      Endpoint endpoint,
      InetSocketAddress to,
      @Nullable Caller caller,
      Connector connector) {
    boolean shared = endpoint.transport().http2() && endpoint.transport().proxyProtocol() == 0;
    Opening known = shared ? loop.shared().opening(endpoint) : null;
    if (known != null && known.waiting.size() < MOST_WAITING) {
      known.waiting.add(connector);
      return known;
    }
    Opening fresh = new Opening(loop, endpoint, to, caller);
    fresh.waiting.add(connector);
    if (shared) {
      loop.shared().opening(endpoint, fresh);
    }
    fresh.dial = Dial.begin(loop, endpoint, to, caller, fresh);
    return fresh;
  }

  /** Somebody waits no longer. */
  void leave(Connector connector) {
    loop.shared().opened(endpoint, this); // it takes too long: nobody else should rely on it
    waiting.remove(connector);
    if (waiting.isEmpty()) {
      if (dial != null) {
        dial.callOff();
      }
      if (greeting != null) {
        greeting.close(Http2Frames.NO_ERROR);
      }
    }
  }

  @Override
  public void opened(Wire wire, boolean http2) {
    if (endpoint.transport().http2()) {
      loop.shared().speaksHttp2(endpoint, http2);
    }
    if (http2) {
      dial = null;
      greeting = new Http2Connection(loop, wire, this);
    } else {
      loop.shared().opened(endpoint, this);
      List<Connector> all = taken();
      all.removeFirst().connected(new Http1Connection(loop, wire));
      all.forEach(each -> each.again(loop, endpoint, to, caller));
    }
  }

  private List<Connector> taken() {
    List<Connector> all = new ArrayList<>(waiting);
    waiting.clear();
    return all;
  }

  @Override
  public void ready() {
    loop.shared().opened(endpoint, this);
    Http2Connection made = greeting;
    if (made == null) {
      return;
    }
    loop.shared().add(made);
    for (Connector each : taken()) {
      Http2Stream stream = made.reserve();
      if (stream != null) {
        each.connected(stream);
      } else {
        each.again(loop, endpoint, to, caller);
      }
    }
  }

  @Override
  public void failed(String cause) {
    loop.shared().opened(endpoint, this);
    taken().forEach(each -> each.refused(cause));
  }
}
