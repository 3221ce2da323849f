package nova.web.http;

import java.util.UUID;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.platform.ids.Uuids;

/** Ids in paths: what is no UUID names nothing, so it is 404 like any other unknown id. */
public final class PathIds {
  private PathIds() {}

  /**
   * The id, or {@link Failure.NotFound}.
   *
   * @param what for people: "node"
   */
  public static UUID parse(String id, String what) {
    UUID parsed = Uuids.parse(id);
    if (parsed == null) {
      throw new FailureException(new Failure.NotFound(what));
    }
    return parsed;
  }
}
