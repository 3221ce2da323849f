package nova.agent.upstream.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/** What the server is told, encrypted on its way. */
final class TlsSink extends AbstractStreamSinkConduit<StreamSinkConduit> {
  private final TlsLink link;
  private final ByteBuffer[] one = new ByteBuffer[1];

  TlsSink(TlsLink link, StreamSinkConduit socket) {
    super(socket);
    this.link = link;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    one[0] = from;
    return (int) link.write(one, 0, 1);
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    return link.write(from, offset, length);
  }

  @Override
  public int writeFinal(ByteBuffer from) throws IOException {
    int count = write(from);
    if (!from.hasRemaining()) {
      terminateWrites();
    }
    return count;
  }

  @Override
  public long writeFinal(ByteBuffer[] from, int offset, int length) {
    throw new UnsupportedOperationException("nobody asks for it");
  }

  @Override
  public long transferFrom(FileChannel source, long position, long count) {
    throw new UnsupportedOperationException("encrypted bytes cannot be left to the kernel");
  }

  @Override
  public long transferFrom(StreamSourceChannel source, long count, ByteBuffer through) {
    throw new UnsupportedOperationException("encrypted bytes cannot be left to the kernel");
  }

  @Override
  public boolean flush() throws IOException {
    return link.flush();
  }

  @Override
  public void terminateWrites() throws IOException {
    link.endWrites();
  }
}
