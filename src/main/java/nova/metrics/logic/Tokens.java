package nova.metrics.logic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import nova.metrics.TrafficBatch;

/** The name of an insert, made of what is in it: the same batches always have the same. */
final class Tokens {
  private Tokens() {}

  static String of(List<TrafficBatch> batches, LocalDate day) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(day.toString().getBytes(StandardCharsets.UTF_8));
      batches.stream()
          .map(batch -> batch.from().node() + " " + batch.spool() + " " + batch.sequence() + "\n")
          .sorted()
          .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
