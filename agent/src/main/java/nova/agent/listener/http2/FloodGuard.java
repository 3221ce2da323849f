package nova.agent.listener.http2;

/**
 * Frames that cost us more than the visitor. Honest clients stay far below; beyond, the connection
 * ends with ENHANCE_YOUR_CALM.
 */
final class FloodGuard {
  // requests taken back, by the visitor (CVE-2023-44487) or because it broke the rules so that we
  // must (CVE-2025-8671): each has kept a server busy
  private final Allowance resets = new Allowance(500, 100);
  private final Allowance settings = new Allowance(100, 10);
  // gRPC clients measure the path with one each round trip
  private final Allowance pings = new Allowance(2000, 1000);
  // frames that say nothing: empty, padded, of priorities, of kinds nobody knows
  private final Allowance nothings = new Allowance(1000, 100);

  void reset() throws Http2Failure {
    check(resets, "too many streams reset");
  }

  void settings() throws Http2Failure {
    check(settings, "too many SETTINGS");
  }

  void ping() throws Http2Failure {
    check(pings, "too many PINGs");
  }

  void nothing() throws Http2Failure {
    check(nothings, "too many frames without content");
  }

  private static void check(Allowance allowance, String cause) throws Http2Failure {
    if (!allowance.take()) {
      throw new Http2Failure(ErrorCode.ENHANCE_YOUR_CALM, cause);
    }
  }
}
