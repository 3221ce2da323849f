package nova.agent.listener.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.ConduitWritableByteChannel;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.StreamSinkConduit;

/** Plain bytes to a visitor. */
final class TlsSink extends AbstractStreamSinkConduit<StreamSinkConduit> {
  private final TlsLink link;
  private boolean closing;
  private boolean closed;

  TlsSink(StreamSinkConduit next, TlsLink link) {
    super(next);
    this.link = link;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return (int) link.write(from);
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    return link.write(from, offset, length);
  }

  @Override
  public int writeFinal(ByteBuffer from) throws IOException {
    return Conduits.writeFinalBasic(this, from);
  }

  @Override
  public long writeFinal(ByteBuffer[] from, int offset, int length) throws IOException {
    return Conduits.writeFinalBasic(this, from, offset, length);
  }

  @Override
  public void terminateWrites() throws IOException {
    if (!closing) {
      closing = true;
      link.engine().closeOutbound();
      link.wrapNothing();
      flush();
    }
  }

  @Override
  public boolean isWriteShutdown() {
    return closing;
  }

  @Override
  public boolean flush() throws IOException {
    if (!link.drained()) {
      return false;
    }
    if (closing && !closed) {
      closed = true;
      next.terminateWrites();
    }
    return next.flush();
  }

  @Override
  public long transferFrom(FileChannel source, long position, long count) throws IOException {
    return source.transferTo(position, count, new ConduitWritableByteChannel(this));
  }

  @Override
  public long transferFrom(StreamSourceChannel source, long count, ByteBuffer through)
      throws IOException {
    return Conduits.transfer(source, count, through, this);
  }
}
