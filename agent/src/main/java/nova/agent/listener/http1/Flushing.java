package nova.agent.listener.http1;

import java.io.IOException;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.WriteReadyHandler;

/** Gets out what is left when nobody else will write any more. */
record Flushing(StreamSinkConduit sink, Runnable whenLost) implements WriteReadyHandler {
  @Override
  public void writeReady() {
    try {
      if (sink.flush()) {
        sink.suspendWrites();
      }
    } catch (IOException lost) {
      whenLost.run();
    }
  }

  @Override
  public void forceTermination() {
    whenLost.run();
  }

  @Override
  public void terminated() {
    // done
  }
}
