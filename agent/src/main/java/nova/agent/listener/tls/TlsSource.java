package nova.agent.listener.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.StreamSourceConduit;

/** Plain bytes from a visitor. */
final class TlsSource extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private final TlsLink link;

  TlsSource(StreamSourceConduit next, TlsLink link) {
    super(next);
    this.link = link;
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    return link.read(to);
  }

  @Override
  public long read(ByteBuffer[] to, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      if (to[i].hasRemaining()) {
        return link.read(to[i]);
      }
    }
    return 0;
  }

  @Override
  public void resumeReads() {
    if (link.readable()) {
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
