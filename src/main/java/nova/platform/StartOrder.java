package nova.platform;

/**
 * Who goes first when the application starts: priorities of {@code @Observes Startup}. Everything
 * else starts at {@link #WORK} or later.
 */
public final class StartOrder {
  public static final int SETTINGS = 10;
  public static final int MIGRATIONS = 20;
  public static final int WORK = 1_000;

  private StartOrder() {}
}
