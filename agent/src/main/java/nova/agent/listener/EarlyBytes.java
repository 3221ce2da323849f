package nova.agent.listener;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.StreamSourceConduit;

/** Gives back bytes that were read before it was known whom they are for. */
public final class EarlyBytes extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private ByteBuffer early;

  public EarlyBytes(StreamSourceConduit next, byte[] bytes) {
    super(next);
    early = ByteBuffer.wrap(bytes);
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    if (!early.hasRemaining()) {
      return next.read(to);
    }
    int count = Math.min(early.remaining(), to.remaining());
    to.put(to.position(), early, early.position(), count);
    to.position(to.position() + count);
    early.position(early.position() + count);
    if (!early.hasRemaining()) {
      early = NOTHING; // the connection may live for days
    }
    return count;
  }

  @Override
  public long read(ByteBuffer[] to, int offset, int length) throws IOException {
    return early.hasRemaining() ? read(to[offset]) : next.read(to, offset, length);
  }

  @Override
  public void resumeReads() {
    if (early.hasRemaining()) {
      next.wakeupReads();
    } else {
      next.resumeReads();
    }
  }

  @Override
  public long transferTo(long position, long count, FileChannel target) throws IOException {
    return target.transferFrom(new ConduitReadableByteChannel(this), position, count);
  }

  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    return Conduits.transfer(this, count, through, target);
  }
}
