package nova.agent.log;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes every record to stderr, one line each. */
public final class AgentLog extends Handler {
  private final LineFormat format;

  private AgentLog(LineFormat format) {
    this.format = format;
  }

  /**
   * The JDK's log manager drops all handlers as soon as a SIGTERM comes; draining wants to be told.
   */
  public static final class Lasting extends LogManager {
    @Override
    public void reset() {
      // see above
    }

    @Override
    public void readConfiguration() {
      // set up in code: no file to read at start
    }
  }

  /** Must run before anything logs. */
  public static LineFormat start(boolean plain) {
    System.setProperty("java.util.logging.manager", Lasting.class.getName());
    LineFormat format = new LineFormat(plain);
    Logger root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    root.addHandler(new AgentLog(format));
    quiet("org.xnio");
    quiet("io.undertow");
    quiet("org.jboss");
    return format;
  }

  private static void quiet(String name) {
    Logger.getLogger(name).setLevel(Level.WARNING);
  }

  @Override
  public void publish(@Nullable LogRecord record) {
    if (record != null && isLoggable(record)) {
      System.err.println(format.line(record));
    }
  }

  @Override
  public void flush() {
    System.err.flush();
  }

  @Override
  public void close() {
    flush();
  }
}
