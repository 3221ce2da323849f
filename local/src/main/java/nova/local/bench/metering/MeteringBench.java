package nova.local.bench.metering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import nova.local.bench.BenchOptions;
import nova.local.postgres.LocalPostgres;
import nova.local.secrets.LocalSecrets;

/**
 * Closes hours of ten thousand organisations with twenty nodes each, and one in five nodes late.
 */
public final class MeteringBench {
  private static final int TENANTS = 10_000;
  private static final int NODES = 20;
  private static final int ROUNDS = 5;

  /** What an hour may take on two cores. */
  private static final double LIMIT_SECONDS = 10;

  private MeteringBench() {}

  private record Figure(String what, long rows, List<Double> seconds) {
    double median() {
      return seconds.stream().sorted().toList().get(seconds.size() / 2);
    }

    double longest() {
      return seconds.stream().max(Comparator.naturalOrder()).orElseThrow();
    }
  }

  public static void main(String[] args) throws IOException, SQLException {
    BenchOptions options = BenchOptions.parse(args, ROUNDS, 1, 1);
    Path directory = Files.createTempDirectory("nova-bench-metering");
    var secrets = new LocalSecrets(directory.resolve("secrets"));
    try (LocalPostgres postgres = LocalPostgres.start(directory.resolve("postgres"), 0, secrets);
        var hours = new LedgerHours(postgres.access())) {
      hours.migrate(Path.of(System.getProperty("nova.root")));
      hours.populate(TENANTS, NODES);
      print(measure(hours, options.rounds()), options.json());
    } finally {
      delete(directory);
    }
  }

  /** One hour first that is not counted: PostgreSQL has read nothing yet. */
  private static List<Figure> measure(LedgerHours hours, int rounds) throws SQLException {
    var whole = new ArrayList<Double>();
    var late = new ArrayList<Double>();
    long wholeRows = 0;
    long lateRows = 0;
    for (int hour = 0; hour <= rounds; hour++) {
      wholeRows = hours.contacts(hour, "n.number % 5 <> 0");
      double first = hours.close(hour);
      lateRows = hours.contacts(hour, "n.number % 5 = 0");
      double second = hours.close(hour);
      if (hour > 0) {
        whole.add(first);
        late.add(second);
      }
    }
    return List.of(
        new Figure("an hour, four nodes of five in time", wholeRows, whole),
        new Figure("the same hour, the fifth comes late", lateRows, late),
        all(hours, rounds));
  }

  private static Figure all(LedgerHours hours, int rounds) throws SQLException {
    var seconds = new ArrayList<Double>();
    long rows = 0;
    for (int hour = rounds + 1; hour <= 2 * rounds; hour++) {
      rows = hours.contacts(hour, "true");
      seconds.add(hours.close(hour));
    }
    return new Figure("an hour, everybody in time", rows, seconds);
  }

  private static void print(List<Figure> figures, boolean json) {
    for (Figure figure : figures) {
      String form =
          json
              ? "{\"what\":\"%s\",\"rows\":%d,\"medianSeconds\":%.2f,\"longestSeconds\":%.2f,\"limitSeconds\":%.0f}%n"
              : "%-40s %7d rows   median %5.2f s   longest %5.2f s   limit %.0f s%n";
      System.out.printf(
          Locale.ROOT,
          form,
          figure.what(),
          figure.rows(),
          figure.median(),
          figure.longest(),
          LIMIT_SECONDS);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.deleteIfExists(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
