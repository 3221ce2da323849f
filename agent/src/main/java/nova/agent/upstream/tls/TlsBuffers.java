package nova.agent.upstream.tls;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Direct memory of one I/O thread, lent for the length of a call. */
public interface TlsBuffers {
  /** Cleared; for bytes that came and are not decrypted. */
  ByteBuffer cipherIn();

  /** Cleared; for bytes that are encrypted and not gone. */
  ByteBuffer cipherOut();

  /** A copy that may be kept until {@link #free}. */
  ByteBuffer park(ByteBuffer bytes);

  void free(@Nullable ByteBuffer parked);
}
