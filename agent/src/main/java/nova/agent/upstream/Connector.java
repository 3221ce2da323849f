package nova.agent.upstream;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One attempt to open a connection; can be called off. */
public final class Connector {

  /** Hears about the outcome, on the loop's thread, never from within {@link #open}. */
  public interface Outcome {
    void connected(ServerExchange connection);

    /** The cause is one line for a person. */
    void refused(String cause);
  }

  private final Outcome outcome;
  private @Nullable Opening opening;
  private boolean calledOff;

  private Connector(Outcome outcome) {
    this.outcome = outcome;
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
    Connector connector = new Connector(outcome);
    connector.again(loop, endpoint, to, caller);
    return connector;
  }

  /** The connection it waited for has no room for it: waits for another. */
  void again(UpstreamLoop loop, Endpoint endpoint, InetSocketAddress to, @Nullable Caller caller) {
    if (!calledOff) {
      opening = Opening.join(loop, endpoint, to, caller, this);
    }
  }

  void connected(ServerExchange connection) {
    opening = null;
    if (calledOff) {
      connection.shut();
    } else {
      outcome.connected(connection);
    }
  }

  void refused(String cause) {
    opening = null;
    if (!calledOff) {
      outcome.refused(cause);
    }
  }

  /** Neither outcome will be told. */
  public void callOff() {
    calledOff = true;
    Opening waited = opening;
    opening = null;
    if (waited != null) {
      waited.leave(this);
    }
  }
}
