package nova.platform.persistence;

import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.util.List;

/** What a native query made with {@code createNativeQuery(sql, Tuple.class)} gives. */
public final class Rows {
  private Rows() {}

  @SuppressWarnings("unchecked") // Jakarta Persistence has no type for the result of native SQL
  public static List<Tuple> of(Query query) {
    return query.getResultList();
  }
}
