package nova.agent.upstream;

import io.undertow.util.HeaderMap;
import java.nio.ByteBuffer;
import nova.agent.exchange.BadFraming;
import nova.agent.upstream.UpstreamEvents.Breach;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;

/** One exchange among others on a connection. */
final class Http2Stream implements ServerExchange {
  private final UpstreamLoop loop;
  private final Http2Connection connection;
  private final Http2Upload upload;
  private final Http2Download download;
  private final boolean reused;
  private int id;
  private @Nullable UpstreamEvents events;
  private boolean headOnly;
  private boolean headDone;
  private boolean answered;
  private boolean announced;
  private boolean over;

  Http2Stream(Http2Connection connection, UpstreamLoop loop, boolean reused) {
    this.loop = loop;
    this.connection = connection;
    this.upload = new Http2Upload(this, connection, loop);
    this.download = new Http2Download(this, connection, loop);
    this.reused = reused;
  }

  /** Zero until the head is sent. */
  int id() {
    return id;
  }

  Http2Upload upload() {
    return upload;
  }

  Http2Download download() {
    return download;
  }

  boolean headDone() {
    return headDone;
  }

  @Nullable UpstreamEvents events() {
    return events;
  }

  // ---- what the exchange asks ----

  @Override
  public boolean reused() {
    return reused;
  }

  @Override
  public void begin(UpstreamEvents receiver, boolean noBody) {
    events = receiver;
    headOnly = noBody;
  }

  @Override
  public boolean send(RequestHead head, ByteBuffer body, boolean last) {
    id = connection.open(this);
    if (id == 0) {
      over = true;
      loop.thread().execute(() -> broken(Breach.NOT_PROCESSED, "the connection was closed"));
      return true;
    }
    boolean bare = last && !body.hasRemaining() && !upload.hasTrailers();
    connection.sender().head(id, head, bare);
    return upload.begin(body, last, bare);
  }

  @Override
  public boolean send(ByteBuffer body, boolean last) {
    return over || id == 0 || upload.send(body, last);
  }

  @Override
  public void trailers(HeaderMap fields) {
    upload.trailers(fields);
  }

  @Override
  public boolean writeBroken() {
    return upload.unwanted();
  }

  @Override
  public void resume() {
    download.resume();
  }

  @Override
  public void release(boolean requestSent, int maxIdle) {
    leave();
    connection.left(maxIdle);
  }

  @Override
  public void shut() {
    boolean silent = !headDone && id != 0 && !over;
    leave();
    if (silent) {
      connection.doubt();
    }
  }

  private void leave() {
    events = null;
    upload.free();
    download.free();
    if (!over) {
      over = true;
      if (id == 0) {
        connection.unreserve();
      } else {
        connection.reset(this, Http2Frames.CANCEL);
      }
    }
  }

  @Override
  public StreamConnection detach() {
    throw new IllegalStateException("a stream is not a connection");
  }

  // ---- what the server says ----

  void headers(Http2Head head, boolean last) {
    UpstreamEvents receiver = events;
    if (receiver == null) {
      return;
    }
    try {
      if (headDone) {
        trailers(head, last);
      } else {
        head(receiver, head, last);
      }
    } catch (BadFraming bad) {
      malformed(bad.rule());
    }
  }

  private void head(UpstreamEvents receiver, Http2Head head, boolean last) throws BadFraming {
    head.check();
    if (head.status() < 200) {
      if (last) {
        throw new BadFraming("interim answer at the end");
      }
      receiver.interim(head);
      return;
    }
    boolean bodiless = headOnly || head.status() == 204 || head.status() == 304;
    download.expect(bodiless ? 0 : head.length(), bodiless);
    if (last) {
      download.checkEnd();
    }
    headDone = true;
    receiver.head(head);
    if (events != receiver) {
      return;
    }
    if (last) {
      ended();
      download.end(null);
    } else {
      connection.receiver().announceLater(this);
    }
  }

  /** The visitor need not wait for the first byte of a body to learn the head. */
  void announce() {
    if (!announced && !answered && events != null) {
      download.announce();
    }
  }

  void announced() {
    announced = true;
  }

  private void trailers(Http2Head head, boolean last) throws BadFraming {
    head.checkTrailers();
    if (!last) {
      throw new BadFraming("a second head in answer");
    }
    download.checkEnd();
    HeaderMap fields = new HeaderMap();
    for (int i = 0; i < head.count(); i++) {
      if (Trailers.allowed(head.text(i))) {
        fields.add(head.name(i), head.value(i));
      }
    }
    ended();
    download.end(fields);
  }

  void data(ByteBuffer part, int taken, boolean last) throws Http2Fault {
    if (events == null) {
      return;
    }
    download.charge(taken);
    try {
      if (!headDone) {
        throw new BadFraming("a body without a head");
      }
      download.count(part.remaining());
      if (last) {
        download.checkEnd();
        ended();
      }
    } catch (BadFraming bad) {
      malformed(bad.rule());
      return;
    }
    download.pass(part, taken - part.remaining(), last);
  }

  /** The server said everything. */
  private void ended() {
    answered = true;
    if (upload.done()) {
      close();
    }
  }

  /** The server was told everything. */
  void sentAll() {
    if (answered) {
      close();
    }
  }

  private void close() {
    over = true;
    connection.closed(this);
  }

  private void malformed(String rule) {
    over = true;
    connection.reset(this, Http2Frames.PROTOCOL_ERROR);
    broken(headDone ? Breach.CUT : Breach.BAD_ANSWER, rule);
  }

  void resetByServer(int code) {
    over = true;
    connection.closed(this);
    if (answered) {
      upload.refuse(); // it answered without wanting the rest of the request
    } else if (code == Http2Frames.REFUSED_STREAM && !headDone) {
      broken(Breach.NOT_PROCESSED, "refused by the server");
    } else {
      broken(
          headDone ? Breach.CUT : Breach.NO_ANSWER,
          "reset by the server: " + Http2Frames.error(code));
    }
  }

  /** The connection is gone, or never took the stream. */
  void lost(Breach breach, String cause) {
    over = true;
    if (answered) {
      upload.refuse();
    } else {
      broken(breach, cause);
    }
  }

  private void broken(Breach breach, String cause) {
    UpstreamEvents receiver = events;
    events = null;
    upload.free();
    download.free();
    if (receiver != null) {
      receiver.broken(breach, cause);
    }
  }
}
