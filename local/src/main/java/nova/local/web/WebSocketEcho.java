package nova.local.web;

import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.nio.ByteBuffer;

/** Sends back what it gets. */
final class WebSocketEcho implements WebSocketConnectionCallback {
  private static final long LARGEST_MESSAGE_BYTES = 1 << 20;

  @Override
  public void onConnect(WebSocketHttpExchange exchange, WebSocketChannel channel) {
    channel.getReceiveSetter().set(new Echo());
    channel.resumeReceives();
  }

  private static final class Echo extends AbstractReceiveListener {
    @Override
    protected long getMaxTextBufferSize() {
      return LARGEST_MESSAGE_BYTES;
    }

    @Override
    protected long getMaxBinaryBufferSize() {
      return LARGEST_MESSAGE_BYTES;
    }

    @Override
    protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
      WebSockets.sendText(message.getData(), channel, null);
    }

    @Override
    protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
      try (var data = message.getData()) {
        ByteBuffer copy = WebSockets.mergeBuffers(data.getResource());
        WebSockets.sendBinary(copy, channel, null);
      }
    }
  }
}
