package nova.agentlink.door;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import nova.agentlink.logic.LinkSettings;
import nova.agentlink.logic.NodeLink;
import nova.agentlink.logic.NodeLinks;
import nova.agentlink.logic.Wire;
import org.jspecify.annotations.Nullable;

/** The WebSocket of one agent. Made by the server, one for each connection. */
@ServerEndpoint("/agent/v1/link")
public class LinkEndpoint {
  private static final System.Logger LOG = System.getLogger(LinkEndpoint.class.getName());
  private static final int MAX_FRAME = 4 << 20;
  private volatile @Nullable NodeLink link;

  @OnOpen
  public void open(Session session) throws IOException {
    if (!(session.getUserPrincipal() instanceof Admitted admitted)) {
      session.close(new CloseReason(CloseReason.CloseCodes.VIOLATED_POLICY, "not admitted"));
      return;
    }
    session.setMaxIdleTimeout(LinkSettings.defaults().idleTimeout().toMillis() * 2);
    session.setMaxBinaryMessageBufferSize(MAX_FRAME);
    link =
        CDI.current()
            .select(NodeLinks.class)
            .get()
            .open(admitted.tenant(), admitted.node(), new SocketWire(session));
  }

  @OnMessage(maxMessageSize = MAX_FRAME)
  public void message(byte[] frame) {
    NodeLink to = link;
    if (to != null) {
      to.received(frame);
    }
  }

  @OnClose
  public void close() {
    NodeLink ended = link;
    if (ended != null) {
      CDI.current().select(NodeLinks.class).get().ended(ended);
    }
  }

  @OnError
  public void error(Throwable problem) {
    // a connection that broke is every day's business; OnClose follows
    LOG.log(System.Logger.Level.DEBUG, "A link broke", problem);
  }

  /** The server's session. Written by one thread at a time. */
  private record SocketWire(Session session) implements Wire {
    @Override
    public void send(byte[] frame) throws IOException {
      session.getBasicRemote().sendBinary(ByteBuffer.wrap(frame));
    }

    @Override
    public void close(Close code, String reason) {
      try {
        session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code.code()), reason));
      } catch (IOException | IllegalStateException gone) {
        LOG.log(System.Logger.Level.DEBUG, "A link was closed already", gone);
      }
    }
  }
}
