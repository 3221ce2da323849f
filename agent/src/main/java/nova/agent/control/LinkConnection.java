package nova.agent.control;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nova.link.v1.Envelope;
import org.jspecify.annotations.Nullable;

/** One WebSocket: whole frames in and out, both ways bounded. */
final class LinkConnection implements WebSocket.Listener {
  private static final int MAX_FRAME_BYTES = 16 << 20;
  private static final int MAX_EVENTS = 1024;

  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>(MAX_EVENTS);
  private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
  private final ArrayDeque<byte[]> outgoing = new ArrayDeque<>();
  private final int maxOutgoing;
  private final InstantSource clock;
  private @Nullable WebSocket socket;
  private boolean writing;
  private long lastId;
  private volatile @Nullable String ended;

  sealed interface Event {
    record Frame(Envelope envelope) implements Event {}

    /** Something to send on behalf of work done elsewhere. */
    record Answer(Envelope.Builder envelope, boolean last) implements Event {}

    /** Look around: something changed. */
    record Wake() implements Event {}
  }

  LinkConnection(int maxOutgoing, InstantSource clock) {
    this.maxOutgoing = maxOutgoing;
    this.clock = clock;
  }

  @Nullable Event poll(Duration wait) throws InterruptedException {
    Event event = events.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    if (event instanceof Event.Frame && socket != null) {
      socket.request(1); // the next frame is read when this one was taken
    }
    return event;
  }

  void post(Event event) {
    // a full queue belongs to a loop that is awake anyway; only wakes can come this often
    if (!events.offer(event) && !(event instanceof Event.Wake)) {
      end("too many events wait");
    }
  }

  /** Why the connection is over; null while it lives. */
  @Nullable String ended() {
    return ended;
  }

  void send(Envelope.Builder envelope) {
    synchronized (outgoing) {
      if (outgoing.size() >= maxOutgoing) {
        end("the control plane does not read");
        return;
      }
      outgoing.add(envelope.setId(++lastId).setSentAtMillis(clock.millis()).build().toByteArray());
    }
    write();
  }

  boolean flushed() {
    synchronized (outgoing) {
      return outgoing.isEmpty() && !writing;
    }
  }

  private void write() {
    byte[] next;
    WebSocket to;
    synchronized (outgoing) {
      to = socket;
      if (writing || outgoing.isEmpty() || to == null) {
        return;
      }
      writing = true;
      next = outgoing.remove();
    }
    CompletableFuture<WebSocket> written = to.sendBinary(ByteBuffer.wrap(next), true);
    var unused =
        written.whenComplete(
            (done, failure) -> {
              synchronized (outgoing) {
                writing = false;
              }
              if (failure == null) {
                write();
              } else {
                end("write failed: " + failure);
              }
            });
  }

  /** Ends it politely when possible; always lets go of the socket. */
  void close(int code, String reason) {
    WebSocket open = socket;
    if (open != null && ended == null) {
      try {
        open.sendClose(code, reason).get(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
        end("close failed: " + e);
      }
    }
    end(reason);
    if (open != null) {
      open.abort();
    }
  }

  private void end(String reason) {
    if (ended == null) {
      ended = reason;
    }
    events.offer(new Event.Wake());
  }

  @Override
  public void onOpen(WebSocket opened) {
    synchronized (outgoing) {
      socket = opened;
    }
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    byte[] part = new byte[data.remaining()];
    data.get(part);
    fragments.writeBytes(part);
    if (fragments.size() > MAX_FRAME_BYTES) {
      end("frame too large");
      from.abort();
    } else if (last) {
      parse(fragments.toByteArray());
      fragments.reset();
    } else {
      from.request(1);
    }
    return null;
  }

  private void parse(byte[] frame) {
    try {
      post(new Event.Frame(Envelope.parseFrom(frame)));
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      end("unreadable frame: " + e.getMessage());
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    end("text frame");
    from.abort();
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    end("closed by the control plane, " + code + (reason.isEmpty() ? "" : " " + reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    end("broken: " + failure);
  }
}
