package nova.metrics;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nova.kernel.TenantId;

/** The port to the metrics database. */
public interface TrafficStore {

  /** Which part of a batch: rows of one day are stored together or not at all. */
  record Part(UUID node, UUID spool, long sequence, LocalDate day) {}

  /** All rows of one (tenant, day), stored together; again with the same token: nothing happens. */
  void insert(List<TrafficBatch> batches, LocalDate day, String token)
      throws TrafficUnavailableException;

  /** What is there already of these batches of one tenant. */
  Set<Part> stored(TenantId tenant, List<TrafficBatch> batches) throws TrafficUnavailableException;

  List<TrafficQueries.Series> traffic(TenantId tenant, TrafficQueries.Question question)
      throws TrafficUnavailableException;
}
