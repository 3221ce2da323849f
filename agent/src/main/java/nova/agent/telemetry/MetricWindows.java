package nova.agent.telemetry;

import com.google.protobuf.CodedOutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import nova.link.v1.MetricBatch;
import nova.link.v1.TrafficWindow;

/** Closes windows on time, aligned to the Unix epoch, and puts them in the spool. */
public final class MetricWindows {
  private static final int DEFAULT_LENGTH_MILLIS = 10_000;
  private static final int SHORTEST_MILLIS = 100;
  private static final int LONGEST_MILLIS = 3_600_000;

  private final TrafficRecorder recorder;
  private final MetricSpool spool;
  private final SpoolSettings settings;
  private final InstantSource clock;
  private int lengthMillis = DEFAULT_LENGTH_MILLIS;
  private long startMillis;
  private int batchBytes;

  public MetricWindows(
      TrafficRecorder recorder, MetricSpool spool, SpoolSettings settings, InstantSource clock) {
    this.recorder = recorder;
    this.spool = spool;
    this.settings = settings;
    this.clock = clock;
    this.startMillis = aligned(clock.millis());
    this.batchBytes = settings.batchBytes();
  }

  /** From now on no batch is larger than what the control plane takes in one frame. */
  public synchronized void frameBytes(int most) {
    batchBytes =
        Math.min(settings.batchBytes(), Math.max(most - 2 * MetricSpool.FRAME_OVERHEAD, 0));
  }

  /** A new length holds from now: what was counted so far is closed under the old one. */
  public synchronized void length(int millis) {
    int wanted = Math.clamp(millis, SHORTEST_MILLIS, LONGEST_MILLIS);
    if (wanted != lengthMillis) {
      closeNow();
      lengthMillis = wanted;
      startMillis = aligned(clock.millis());
    }
  }

  /** Closes the window when its end has come; also when the clock was set back. */
  public synchronized void closeDue() {
    if (aligned(clock.millis()) != startMillis) {
      closeNow();
      startMillis = aligned(clock.millis());
    }
  }

  /** Closes the window before its end, as when the agent stops. */
  public synchronized void closeNow() {
    List<TrafficWindow> batch = new ArrayList<>();
    int bytes = 0;
    for (TrafficWindow window : recorder.take(startMillis, lengthMillis)) {
      int size = CodedOutputStream.computeMessageSize(MetricBatch.WINDOWS_FIELD_NUMBER, window);
      if (bytes + size > batchBytes) {
        spool.append(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(window);
      bytes += size;
    }
    spool.append(batch);
  }

  /** How long until {@link #closeDue} has something to do. */
  public synchronized long millisToNext() {
    return Math.clamp(startMillis + lengthMillis - clock.millis(), 1, lengthMillis);
  }

  private long aligned(long millis) {
    return Math.floorDiv(millis, (long) lengthMillis) * lengthMillis;
  }
}
