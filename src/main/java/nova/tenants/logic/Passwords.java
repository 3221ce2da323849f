package nova.tenants.logic;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.platform.Component;

/**
 * Password hashes: argon2id with OWASP's parameters (19 MiB, two passes, one lane). Only so many at
 * once, so that a flood of sign-ins waits instead of taking all memory.
 */
@Component
class Passwords {
  private static final System.Logger LOG = System.getLogger(Passwords.class.getName());
  private static final Argon2Function ARGON =
      Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);
  private static final int SALT_BYTES = 16;
  private final AccessSettings settings = AccessSettings.defaults();
  private final Semaphore turns = new Semaphore(settings.hashesAtOnce(), true);
  private final String nobodys =
      Password.hash("nobody's password").addRandomSalt(SALT_BYTES).with(ARGON).getResult();

  @Inject
  Passwords() {}

  String hash(String password) {
    return inTurn(() -> Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON).getResult());
  }

  boolean matches(String password, String hash) {
    return inTurn(
        () -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
  }

  /** For an unknown address: takes as long as {@link #matches}, and never does. */
  boolean matchesNobody(String password) {
    boolean guessed = matches(password, nobodys);
    LOG.log(System.Logger.Level.TRACE, "nobody''s password: {0}", guessed);
    return false;
  }

  private <T> T inTurn(Supplier<T> work) {
    try {
      if (!turns.tryAcquire(settings.hashPatience().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new FailureException(new Failure.Unavailable("Sign-in", Duration.ofSeconds(10)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException(new Failure.Unavailable("Sign-in", Duration.ofSeconds(10)));
    }
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }
}
