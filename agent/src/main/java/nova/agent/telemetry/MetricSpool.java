package nova.agent.telemetry;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import nova.link.v1.MetricBatch;
import nova.link.v1.TrafficWindow;
import org.jspecify.annotations.Nullable;

/**
 * Batches waiting for the control plane's acknowledgement, oldest first, on disk before they may be
 * sent.
 *
 * <p>Every start of the agent is a new life with its own spool id. Batches of earlier lives keep
 * theirs and are taken as sent before. That makes it impossible to use a sequence twice, also when
 * the disk had refused for a while.
 */
public final class MetricSpool {
  private static final System.Logger LOG = System.getLogger(MetricSpool.class.getName());

  // what envelope and batch need around the windows, generously
  static final int FRAME_OVERHEAD = 160;

  private final SpoolSettings settings;
  private final SpoolFiles files;
  private final String spoolId = UUID.randomUUID().toString();
  private final List<Entry> entries = new ArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private long lastOrder;
  private long lastSequence;
  private long droppedWindows;
  private boolean diskRefuses;

  private static final class Entry {
    final SpoolFiles.@Nullable Stored stored;
    final byte @Nullable [] bytes;
    final int windows;
    final long size;
    boolean inFlight;
    boolean sentBefore;
    // of the batch in flight; what an acknowledgement names
    String spoolId = "";
    long sequence;

    Entry(SpoolFiles.@Nullable Stored stored, byte @Nullable [] bytes, int windows, long size) {
      this.stored = stored;
      this.bytes = bytes;
      this.windows = windows;
      this.size = size;
    }
  }

  public MetricSpool(Path directory, SpoolSettings settings) {
    this.settings = settings;
    this.files = new SpoolFiles(directory);
    try {
      for (SpoolFiles.Stored stored : files.open()) {
        Entry entry = new Entry(stored, null, stored.windows(), stored.size());
        // nobody knows how far the last process came
        entry.sentBefore = true;
        entries.add(entry);
        lastOrder = Math.max(lastOrder, stored.order());
      }
    } catch (IOException e) {
      refused(e);
    }
  }

  public String spoolId() {
    return spoolId;
  }

  /** Runs after a batch became ready to be sent. Must not block. */
  public void onAppend(Runnable listener) {
    listeners.add(listener);
  }

  /** Keeps one batch. Never throws because of the disk: then the batch waits in memory. */
  public void append(List<TrafficWindow> windows) {
    if (windows.isEmpty()) {
      return;
    }
    synchronized (this) {
      keep(windows);
    }
    listeners.forEach(Runnable::run);
  }

  private void keep(List<TrafficWindow> windows) {
    MetricBatch.Builder batch = MetricBatch.newBuilder().setSpoolId(spoolId).addAllWindows(windows);
    batch.setSequence(++lastSequence);
    long size = SpoolFiles.sizeOnDisk(batch.build().getSerializedSize());
    dropUntilFits(settings.diskBytes() - size, true);
    batch.setDroppedWindows(droppedWindows);
    byte[] bytes = batch.build().toByteArray();
    try {
      SpoolFiles.Stored stored = files.write(++lastOrder, windows.size(), bytes);
      entries.add(new Entry(stored, null, windows.size(), stored.size()));
      accepted();
    } catch (IOException e) {
      refused(e);
      dropUntilFits(settings.memoryBytes() - bytes.length, false);
      bytes = batch.setDroppedWindows(droppedWindows).build().toByteArray();
      entries.add(new Entry(null, bytes, windows.size(), bytes.length));
    }
    droppedWindows = 0;
  }

  /**
   * The oldest batch that is not on its way, now on its way.
   *
   * @param frameBytes what the control plane takes at most; a larger batch is dropped and counted,
   *     because splitting what may have been stored already would count it twice
   */
  public synchronized Optional<MetricBatch> next(int frameBytes) {
    Iterator<Entry> waiting = entries.iterator();
    while (waiting.hasNext()) {
      Entry entry = waiting.next();
      if (entry.inFlight) {
        continue;
      }
      MetricBatch batch = read(entry);
      if (batch != null && fits(batch, frameBytes)) {
        entry.inFlight = true;
        entry.spoolId = batch.getSpoolId();
        entry.sequence = batch.getSequence();
        return Optional.of(entry.sentBefore ? batch.toBuilder().setResent(true).build() : batch);
      }
      droppedWindows += entry.windows;
      waiting.remove();
      delete(entry);
    }
    return Optional.empty();
  }

  private static boolean fits(MetricBatch batch, int frameBytes) {
    int size = batch.getSerializedSize();
    if (size <= frameBytes - FRAME_OVERHEAD) {
      return true;
    }
    LOG.log(
        Level.ERROR,
        "dropped {0} windows: a batch of {1} bytes, and the control plane takes frames of {2}",
        batch.getWindowsCount(),
        size,
        frameBytes);
    return false;
  }

  /** The control plane has these for good. */
  public synchronized void acknowledge(String ofSpool, List<Long> sequences) {
    Iterator<Entry> all = entries.iterator();
    while (all.hasNext()) {
      Entry entry = all.next();
      if (entry.spoolId.equals(ofSpool) && sequences.contains(entry.sequence)) {
        all.remove();
        delete(entry);
      }
    }
  }

  /** What was on its way may or may not have arrived. */
  public synchronized void connectionLost() {
    for (Entry entry : entries) {
      entry.sentBefore |= entry.inFlight;
      entry.inFlight = false;
    }
  }

  public synchronized int waiting() {
    return entries.size();
  }

  public synchronized int inFlight() {
    return (int) entries.stream().filter(entry -> entry.inFlight).count();
  }

  private @Nullable MetricBatch read(Entry entry) {
    try {
      byte[] bytes = entry.bytes;
      if (bytes == null && entry.stored != null) {
        bytes = files.read(entry.stored);
      }
      return bytes == null ? null : MetricBatch.parseFrom(bytes);
    } catch (IOException e) {
      LOG.log(Level.ERROR, "a metric batch on disk is unreadable and was dropped", e);
      return null;
    }
  }

  private void dropUntilFits(long limit, boolean onDisk) {
    long used = used(onDisk);
    Iterator<Entry> oldest = entries.iterator();
    long before = droppedWindows;
    while (used > limit && oldest.hasNext()) {
      Entry entry = oldest.next();
      if ((entry.stored != null) == onDisk && !entry.inFlight) {
        used -= entry.size;
        droppedWindows += entry.windows;
        oldest.remove();
        delete(entry);
      }
    }
    if (droppedWindows > before) {
      LOG.log(
          Level.WARNING,
          "the metric spool is full: dropped {0} of the oldest windows",
          droppedWindows - before);
    }
  }

  private long used(boolean onDisk) {
    return entries.stream()
        .filter(entry -> (entry.stored != null) == onDisk)
        .mapToLong(entry -> entry.size)
        .sum();
  }

  private void delete(Entry entry) {
    if (entry.stored != null) {
      try {
        files.delete(entry.stored);
      } catch (IOException e) {
        LOG.log(Level.WARNING, "a finished metric batch stays on disk: {0}", e.toString());
      }
    }
  }

  private void refused(IOException e) {
    if (!diskRefuses) {
      LOG.log(
          Level.ERROR,
          "the metric spool cannot be written ({0}); metrics wait in memory",
          e.toString());
    }
    diskRefuses = true;
  }

  private void accepted() {
    if (diskRefuses) {
      LOG.log(Level.INFO, "the metric spool can be written again");
    }
    diskRefuses = false;
  }
}
