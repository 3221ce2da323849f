package nova.agent.upstream;

import java.net.InetSocketAddress;
import org.xnio.IoFuture;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;

/** One attempt to open a connection; can be called off. */
public final class Connector {
  private static final OptionMap SOCKET = OptionMap.create(Options.TCP_NODELAY, true);

  /** Hears about the outcome, on the loop's thread. */
  public interface Outcome {
    void connected(ServerExchange connection);

    void refused();

    /** The same for who wants to know why, in one line. */
    default void refused(String cause) {
      refused();
    }
  }

  private final IoFuture<StreamConnection> future;
  private boolean calledOff;

  private Connector(UpstreamLoop loop, Endpoint endpoint, InetSocketAddress to, Outcome outcome) {
    future =
        loop.thread()
            .openStreamConnection(
                to,
                opened -> {
                  if (calledOff) {
                    IoUtils.safeClose(opened);
                  } else {
                    outcome.connected(new UpstreamConnection(loop, endpoint, opened));
                  }
                },
                SOCKET);
    future.addNotifier(
        (f, none) -> {
          if (f.getStatus() == IoFuture.Status.FAILED) {
            // may be told before openStreamConnection returned: never inside the caller's stack
            loop.thread()
                .execute(
                    () -> {
                      if (!calledOff) {
                        outcome.refused();
                      }
                    });
          }
        },
        null);
  }

  public static Connector open(
      UpstreamLoop loop, Endpoint endpoint, InetSocketAddress to, Outcome outcome) {
    return new Connector(loop, endpoint, to, outcome);
  }

  /** Neither outcome will be told. */
  public void callOff() {
    calledOff = true;
    future.cancel();
  }
}
