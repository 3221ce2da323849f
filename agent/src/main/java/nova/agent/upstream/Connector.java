package nova.agent.upstream;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One attempt to open a connection; can be called off. */
public final class Connector implements Dial.Outcome {

  /** Hears about the outcome, on the loop's thread, never from within {@link #open}. */
  public interface Outcome {
    void connected(ServerExchange connection);

    void refused();

    /** The same for who wants to know why, in one line. */
    default void refused(String cause) {
      refused();
    }
  }

  private final UpstreamLoop loop;
  private final Outcome outcome;
  private final Dial dial;
  private boolean calledOff;

  private Connector(
      UpstreamLoop loop,
      Endpoint endpoint,
      InetSocketAddress to,
      @Nullable Caller caller,
      Outcome outcome) {
    this.loop = loop;
    this.outcome = outcome;
    this.dial = Dial.begin(loop, endpoint, to, caller, this);
  }

  public static Connector open(
      UpstreamLoop loop, Endpoint endpoint, InetSocketAddress to, Outcome outcome) {
    return open(loop, endpoint, to, null, outcome);
  }

  /** For servers that are told who calls, which is then the only one to use the connection. */
  public static Connector open(
      UpstreamLoop loop,
      Endpoint endpoint,
      InetSocketAddress to,
      @Nullable Caller caller,
      Outcome outcome) {
    return new Connector(loop, endpoint, to, caller, outcome);
  }

  @Override
  public void opened(Wire wire, boolean http2) {
    if (calledOff) {
      wire.close();
    } else {
      outcome.connected(new Http1Connection(loop, wire));
    }
  }

  @Override
  public void failed(String cause) {
    if (!calledOff) {
      outcome.refused(cause);
    }
  }

  /** Neither outcome will be told. */
  public void callOff() {
    calledOff = true;
    dial.callOff();
  }
}
