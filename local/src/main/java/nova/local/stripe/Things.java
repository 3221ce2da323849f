package nova.local.stripe;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nova.local.http.Answers;

/** All there is, by type and id, oldest first. Not safe for threads: the door holds the lock. */
final class Things {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 24;
  private static final int MAX_PAGE = 100;
  private static final int USUAL_PAGE = 10;
  private final SecureRandom random = new SecureRandom();
  private Map<String, Map<String, ObjectNode>> all = new LinkedHashMap<>();
  private boolean changed;

  /** Something was changed in place. */
  void touched() {
    changed = true;
  }

  /** "cus_" and 24 letters. */
  String id(String prefix) {
    var id = new StringBuilder(prefix);
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }

  /** A new one with an id of its own; kept. */
  ObjectNode make(String type, String prefix, long now) {
    ObjectNode made = Blanks.of(type);
    if (made.has("created")) {
      made.put("created", now);
    }
    return keep(type, id(prefix), made);
  }

  ObjectNode keep(String type, String id, ObjectNode made) {
    made.put("id", id);
    shelf(type).put(id, made);
    changed = true;
    return made;
  }

  ObjectNode get(String type, String id) {
    return find(type, id).orElseThrow(() -> Refusal.noSuch(type.replace('.', ' '), id));
  }

  Optional<ObjectNode> find(String type, String id) {
    return Optional.ofNullable(shelf(type).get(id));
  }

  Optional<ObjectNode> findAny(String id) {
    return all.values().stream().flatMap(shelf -> Stream.ofNullable(shelf.get(id))).findFirst();
  }

  List<ObjectNode> all(String type) {
    return List.copyOf(shelf(type).values());
  }

  List<ObjectNode> all(String type, Predicate<ObjectNode> wanted) {
    return shelf(type).values().stream().filter(wanted).toList();
  }

  void remove(String type, String id) {
    shelf(type).remove(id);
    changed = true;
  }

  /** A page of a list, newest first, as Stripe's cursors walk it. */
  ObjectNode page(String type, String url, Parameters asked, Predicate<ObjectNode> wanted) {
    var newestFirst = new ArrayList<>(all(type, wanted)).reversed();
    asked.maybe("starting_after").ifPresent(after -> cut(newestFirst, after, type));
    int limit = (int) asked.number("limit", USUAL_PAGE);
    if (limit < 1 || limit > MAX_PAGE) {
      throw Refusal.invalid("limit", "Limit must be between 1 and 100");
    }
    boolean more = newestFirst.size() > limit;
    return list(url, newestFirst.subList(0, Math.min(limit, newestFirst.size())), more);
  }

  private void cut(List<ObjectNode> newestFirst, String after, String type) {
    ObjectNode last = get(type, after);
    int at = newestFirst.indexOf(last);
    newestFirst.subList(0, at + 1).clear();
  }

  static ObjectNode list(String url, List<? extends JsonNode> data, boolean more) {
    ObjectNode list = Answers.JSON.createObjectNode().put("object", "list");
    ArrayNode items = list.putArray("data");
    data.forEach(one -> items.add(one.deepCopy()));
    return list.put("has_more", more).put("url", url);
  }

  private Map<String, ObjectNode> shelf(String type) {
    return all.computeIfAbsent(type, _ -> new LinkedHashMap<>());
  }

  void load(Path file) throws IOException {
    if (Files.exists(file)) {
      all = Answers.JSON.readValue(file.toFile(), new TypeReference<>() {});
    }
  }

  /** Writes what is there, whole or not at all; nothing when nothing was touched. */
  void save(Path file) throws IOException {
    if (!changed) {
      return;
    }
    changed = false;
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Answers.JSON.writeValue(next.toFile(), all);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
