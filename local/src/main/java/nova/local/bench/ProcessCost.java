package nova.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process and its children cost, as Linux counts it in /proc (see proc_pid_stat(5)). */
public final class ProcessCost {
  /** Clock ticks per second: USER_HZ is 100 on every Linux architecture that runs Java. */
  private static final long TICK_MICROS = 10_000;

  private ProcessCost() {}

  /** Processor time used so far, user and system, microseconds. */
  public static long cpuMicros(ProcessHandle process) throws IOException {
    long ticks = 0;
    for (ProcessHandle each : family(process)) {
      String stat = read(each, "stat");
      if (stat.isEmpty()) {
        continue;
      }
      // the command name is in parentheses and may hold blanks: count fields behind it
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
    return ticks * TICK_MICROS;
  }

  /** Resident memory, bytes. Shared pages of forked workers count once per process, as in top. */
  public static long residentBytes(ProcessHandle process) throws IOException {
    long kilobytes = 0;
    for (ProcessHandle each : family(process)) {
      kilobytes +=
          read(each, "status")
              .lines()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum();
    }
    return kilobytes * 1024;
  }

  private static List<ProcessHandle> family(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants()).toList();
  }

  /** Empty when the process is gone. */
  private static String read(ProcessHandle process, String file) throws IOException {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (NoSuchFileException gone) {
      return "";
    }
  }
}
