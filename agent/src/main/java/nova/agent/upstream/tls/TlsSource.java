package nova.agent.upstream.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/** What the server says, decrypted. */
final class TlsSource extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private final TlsLink link;

  TlsSource(TlsLink link, StreamSourceConduit socket) {
    super(socket);
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
  public long transferTo(long position, long count, FileChannel target) {
    throw new UnsupportedOperationException("encrypted bytes cannot be left to the kernel");
  }

  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target) {
    throw new UnsupportedOperationException("encrypted bytes cannot be left to the kernel");
  }

  @Override
  public void resumeReads() {
    if (link.more()) {
      next.wakeupReads();
    } else {
      next.resumeReads();
    }
  }
}
