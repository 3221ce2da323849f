package nova.agent.listener;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSourceConduit;

/** A request body as the data plane reads it; never blocks. */
public abstract class VisitorSource implements StreamSourceConduit {
  private @Nullable ReadReadyHandler handler;
  private boolean resumed;

  /** Tells the reader, when it wants to know, that there is something to read. */
  public final void readable() {
    if (resumed && handler != null) {
      handler.readReady();
    }
  }

  public final void forget() {
    handler = null;
    resumed = false;
  }

  /** Reading is wanted; what is there already must be told about. */
  protected abstract void wanted();

  @Override
  public final void setReadReadyHandler(ReadReadyHandler next) {
    handler = next;
  }

  @Override
  public final void resumeReads() {
    resumed = true;
    wanted();
  }

  @Override
  public final void suspendReads() {
    resumed = false; // the socket's interest stays until something comes that nobody wants
  }

  @Override
  public final void wakeupReads() {
    resumed = true;
    getReadThread().execute(this::readable);
  }

  @Override
  public final boolean isReadResumed() {
    return resumed;
  }

  @Override
  public final long read(ByteBuffer[] to, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      if (to[i].hasRemaining()) {
        return read(to[i]);
      }
    }
    return 0;
  }

  @Override
  public final long transferTo(long position, long count, FileChannel target) throws IOException {
    return target.transferFrom(new ConduitReadableByteChannel(this), position, count);
  }

  @Override
  public final long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    return Conduits.transfer(this, count, through, target);
  }

  @Override
  public final void awaitReadable() {
    throw new UnsupportedOperationException("I/O threads do not block");
  }

  @Override
  public final void awaitReadable(long time, TimeUnit unit) {
    throw new UnsupportedOperationException("I/O threads do not block");
  }
}
