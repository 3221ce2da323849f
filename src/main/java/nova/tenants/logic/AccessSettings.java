package nova.tenants.logic;

import java.time.Duration;

/**
 * How long things at the door live, and how often somebody may knock.
 *
 * @param sessionIdle a session nobody uses ends after this
 * @param sessionLife and in any case after this
 * @param touchEvery how exactly we know when a session was used
 * @param verificationLife of the link in the letter
 * @param signInsPerAccount tries for one account within {@code signInWindow}, wherever they come
 *     from
 * @param signInsPerAddress tries from one address within {@code signInWindow}; a company's people
 *     share one
 * @param lettersPerAccount sign-ups and letters for one account within {@code letterWindow}
 * @param lettersPerAddress likewise from one address
 * @param hashesAtOnce password hashes computed at the same time on this copy: 19 MiB each
 * @param hashPatience how long a sign-in waits for its turn
 */
record AccessSettings(
    Duration sessionIdle,
    Duration sessionLife,
    Duration touchEvery,
    Duration verificationLife,
    int signInsPerAccount,
    int signInsPerAddress,
    Duration signInWindow,
    int lettersPerAccount,
    int lettersPerAddress,
    Duration letterWindow,
    int hashesAtOnce,
    Duration hashPatience) {
  static AccessSettings defaults() {
    return new AccessSettings(
        Duration.ofHours(12),
        Duration.ofDays(7),
        Duration.ofMinutes(5),
        Duration.ofHours(24),
        20,
        200,
        Duration.ofMinutes(15),
        10,
        200,
        Duration.ofHours(1),
        4,
        Duration.ofSeconds(5));
  }
}
