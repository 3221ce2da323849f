package nova.platform.logging;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the lines logged by this thread are about. Opened by a door, closed by it; the server's log
 * writer adds the fields to each line.
 */
public final class LogContext implements AutoCloseable {
  private static final String REQUEST = "requestId";
  private static final String TENANT = "tenant";
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{8,64}");
  private static final ThreadLocal<@Nullable LogContext> CURRENT = new ThreadLocal<>();
  private final String requestId;
  private @Nullable String tenant;

  private LogContext(String requestId) {
    this.requestId = requestId;
  }

  /**
   * Names the request this thread works for from now on.
   *
   * @param requestId must be {@link #sane}
   */
  public static LogContext open(String requestId) {
    var context = new LogContext(requestId);
    CURRENT.set(context);
    ServerLogFields.add(REQUEST, requestId);
    return context;
  }

  /** Whether a client's own request id may go into logs and answers as it is. */
  public static boolean sane(@Nullable String requestId) {
    return requestId != null && SANE.matcher(requestId).matches();
  }

  /** Of the request this thread works for; "none" outside of one. */
  public static String requestId() {
    LogContext context = CURRENT.get();
    return context == null ? "none" : context.requestId;
  }

  public static @Nullable String tenant() {
    LogContext context = CURRENT.get();
    return context == null ? null : context.tenant;
  }

  /** Known once we know who asks for what. Nothing happens outside of a context. */
  public static void about(Object tenant) {
    LogContext context = CURRENT.get();
    if (context != null) {
      context.tenant = tenant.toString();
      ServerLogFields.add(TENANT, tenant.toString());
    }
  }

  @Override
  public void close() {
    CURRENT.remove();
    ServerLogFields.remove(REQUEST);
    ServerLogFields.remove(TENANT);
  }
}
