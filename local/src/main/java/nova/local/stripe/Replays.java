package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Idempotency keys: the same key gives the same answer for 24 hours, other parameters an error. */
final class Replays {
  private static final long LIFE_SECONDS = 24 * 3_600;

  /** An answer given before. */
  record Answer(int status, JsonNode body) {}

  private record Kept(String request, Answer answer, long at) {}

  private final Map<String, Kept> kept = new LinkedHashMap<>();

  Optional<Answer> find(Request request, long now) {
    forget(now);
    Kept before = request.key().isEmpty() ? null : kept.get(request.key());
    if (before == null || before.at() + LIFE_SECONDS <= now) {
      return Optional.empty();
    }
    if (!before.request().equals(what(request))) {
      throw Refusal.otherParameters(request.key());
    }
    return Optional.of(before.answer());
  }

  void keep(Request request, int status, JsonNode body, long now) {
    if (!request.key().isEmpty()) {
      kept.put(request.key(), new Kept(what(request), new Answer(status, body.deepCopy()), now));
    }
  }

  /** Oldest first: stops at the first that still lives. */
  private void forget(long now) {
    var oldest = kept.values().iterator();
    while (oldest.hasNext() && oldest.next().at() + LIFE_SECONDS <= now) {
      oldest.remove();
    }
  }

  private static String what(Request request) {
    return request.method() + " " + request.path() + " " + request.asked().canonical();
  }
}
