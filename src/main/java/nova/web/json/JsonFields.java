package nova.web.json;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import nova.kernel.Failure;
import nova.kernel.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a JSON object, read one by one into types. A fault is remembered and the read
 * goes on with a placeholder; {@link #finish} throws all of them as {@link Failure.Invalid},
 * unknown properties included, and only then makes the result. Rules of the domain that need
 * nothing but the body are told together with them ({@link #rules}):
 *
 * <pre>{@code
 * String name = body.label("name", 1, 80);
 * int uses = body.integerOr("uses", 1, 1_000, 1);
 * return body.finish(() -> new JoinTokenRequest(name, uses));
 * }</pre>
 *
 * Functions that read a nested object make their result at once, so it must bear placeholders:
 * empty text, the lower bound of a number, false, an empty list.
 */
public final class JsonFields {
  private final JsonObject object;
  private final String path;
  private final JsonFaults faults;
  private final JsonValues values;
  private final Set<String> known = new HashSet<>();

  private JsonFields(JsonObject object, String path, JsonFaults faults) {
    this.object = object;
    this.path = path;
    this.faults = faults;
    this.values = new JsonValues(faults);
  }

  static JsonFields parse(InputStream body, JsonLimits limits) throws IOException {
    return new JsonFields(
        JsonParsing.object(body, limits), "", new JsonFaults(limits.maxProblems()));
  }

  public boolean has(String name) {
    return object.containsKey(name);
  }

  /** Text exactly as sent. Lengths count characters as people do (code points). */
  public String string(String name, int min, int max) {
    return require(name, "", (at, value) -> values.text(at, value, min, max));
  }

  public @Nullable String optionalString(String name, int min, int max) {
    return find(name, (at, value) -> values.text(at, value, min, max));
  }

  public String stringOr(String name, int min, int max, String fallback) {
    String value = optionalString(name, min, max);
    return value == null ? fallback : value;
  }

  /** Text of several lines. */
  public @Nullable String optionalLines(String name, int min, int max) {
    return find(name, (at, value) -> values.lines(at, value, min, max));
  }

  /** A name for people: text without the blanks around it. */
  public String label(String name, int min, int max) {
    return require(name, "", (at, value) -> values.label(at, value, min, max));
  }

  public @Nullable String optionalLabel(String name, int min, int max) {
    return find(name, (at, value) -> values.label(at, value, min, max));
  }

  public String labelOr(String name, int min, int max, String fallback) {
    String value = optionalLabel(name, min, max);
    return value == null ? fallback : value;
  }

  public int integer(String name, int min, int max) {
    return Math.toIntExact(longInteger(name, min, max));
  }

  public @Nullable Integer optionalInteger(String name, int min, int max) {
    Long value = optionalLong(name, min, max);
    return value == null ? null : Math.toIntExact(value);
  }

  public int integerOr(String name, int min, int max, int fallback) {
    Integer value = optionalInteger(name, min, max);
    return value == null ? fallback : value;
  }

  public long longInteger(String name, long min, long max) {
    return require(name, min, (at, value) -> values.number(at, value, min, max));
  }

  public @Nullable Long optionalLong(String name, long min, long max) {
    return find(name, (at, value) -> values.number(at, value, min, max));
  }

  public long longOr(String name, long min, long max, long fallback) {
    Long value = optionalLong(name, min, max);
    return value == null ? fallback : value;
  }

  /** A number with at most two decimals, as its hundredths; 0 when absent. */
  public int hundredthsOrZero(String name, int min, int max) {
    Integer value = find(name, (at, json) -> values.hundredths(at, json, min, max));
    return value == null ? 0 : value;
  }

  /** A number with at most two decimals, as its hundredths. */
  public int hundredths(String name, int min, int max) {
    return require(name, min * 100, (at, json) -> values.hundredths(at, json, min, max));
  }

  public boolean bool(String name) {
    return require(name, false, values::truth);
  }

  public boolean boolOr(String name, boolean fallback) {
    Boolean value = find(name, values::truth);
    return value == null ? fallback : value;
  }

  public @Nullable Instant optionalTime(String name) {
    return find(name, values::time);
  }

  public UUID uuid(String name) {
    return require(name, JsonValues.noUuid(), values::id);
  }

  /** One of some words: {@code choiceOr("protocol", Map.of("http", HTTP), HTTP)}. */
  public <E> E choiceOr(String name, Map<String, E> words, E fallback) {
    E value = find(name, (at, json) -> values.choice(at, json, words, fallback));
    return value == null ? fallback : value;
  }

  /** One of some words; {@code placeholder} stands in when it is missing or wrong. */
  public <E> E choice(String name, Map<String, E> words, E placeholder) {
    return require(name, placeholder, (at, value) -> values.choice(at, value, words, placeholder));
  }

  public <T> T object(String name, Function<JsonFields, T> reading) {
    JsonValue value = take(name);
    if (value == null) {
      required(name);
      return reading.apply(nothing());
    }
    return nested(pointer(name), value, reading);
  }

  public <T> @Nullable T optionalObject(String name, Function<JsonFields, T> reading) {
    return find(name, (at, value) -> nested(at, value, reading));
  }

  public <T> List<T> objects(String name, int min, int max, Function<JsonFields, T> reading) {
    return requireList(name, optionalObjects(name, min, max, reading));
  }

  public <T> @Nullable List<T> optionalObjects(
      String name, int min, int max, Function<JsonFields, T> reading) {
    return items(name, min, max, (at, item) -> nested(at, item, reading));
  }

  /** None when absent. */
  public <T> List<T> objectsIfAny(String name, int max, Function<JsonFields, T> reading) {
    List<T> items = optionalObjects(name, 0, max, reading);
    return items == null ? List.of() : items;
  }

  public List<String> strings(String name, int min, int max, int minLength, int maxLength) {
    return requireList(name, optionalStrings(name, min, max, minLength, maxLength));
  }

  public @Nullable List<String> optionalStrings(
      String name, int min, int max, int minLength, int maxLength) {
    return items(name, min, max, (at, item) -> values.text(at, item, minLength, maxLength));
  }

  /** None when absent. */
  public List<String> stringsIfAny(String name, int max, int minLength, int maxLength) {
    List<String> items = optionalStrings(name, 0, max, minLength, maxLength);
    return items == null ? List.of() : items;
  }

  /** None when absent. */
  public List<Integer> integersIfAny(String name, int maxItems, int min, int max) {
    List<Integer> items =
        items(name, 0, maxItems, (at, item) -> Math.toIntExact(values.number(at, item, min, max)));
    return items == null ? List.of() : items;
  }

  public @Nullable List<UUID> optionalUuids(String name, int min, int max) {
    return items(name, min, max, values::id);
  }

  /** A fault found by looking at several properties, or by a rule of the domain. */
  public void problem(String name, String code, String message) {
    faults.add(pointer(name), code, message);
  }

  /**
   * What the domain finds wrong in what was read. Where the shape is at fault a placeholder was
   * judged, which is no news.
   */
  public void rules(List<Problem> found) {
    faults.addRules(found);
  }

  /** Whether something was wrong so far in this property or below it. */
  public boolean faulty(String name) {
    return faults.below(pointer(name));
  }

  /** Whether something was wrong so far at this place of the whole body or below it. */
  public boolean faultyAt(String pointer) {
    return faults.below(pointer);
  }

  /** Where a property is, from the top of the body. */
  public String pointer(String name) {
    return path + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** The result, if nothing at all was wrong. */
  public <T> T finish(Supplier<T> result) {
    finish();
    return result.get();
  }

  public void finish() {
    refuseUnknown();
    faults.throwIfAny();
  }

  private void refuseUnknown() {
    for (String name : object.keySet()) {
      if (!known.contains(name)) {
        problem(name, "unknown", "There is no such property here.");
      }
    }
  }

  private <T> T require(String name, T placeholder, BiFunction<String, JsonValue, T> reading) {
    T value = find(name, reading);
    if (value == null) {
      required(name);
      return placeholder;
    }
    return value;
  }

  private <T> List<T> requireList(String name, @Nullable List<T> items) {
    if (items == null) {
      required(name);
      return List.of();
    }
    return items;
  }

  private <T> @Nullable T find(String name, BiFunction<String, JsonValue, T> reading) {
    JsonValue value = take(name);
    return value == null ? null : reading.apply(pointer(name), value);
  }

  private @Nullable JsonValue take(String name) {
    known.add(name);
    return object.get(name);
  }

  private void required(String name) {
    problem(name, "required", "This is required.");
  }

  private <T> T nested(String at, JsonValue value, Function<JsonFields, T> reading) {
    if (!(value instanceof JsonObject nested)) {
      values.wrongType(at, "an object", "");
      return reading.apply(nothing());
    }
    var fields = new JsonFields(nested, at, faults);
    T result = reading.apply(fields);
    fields.refuseUnknown();
    return result;
  }

  private <T> @Nullable List<T> items(
      String name, int min, int max, BiFunction<String, JsonValue, T> reading) {
    return find(name, (at, value) -> list(at, value, min, max, reading));
  }

  private <T> List<T> list(
      String at, JsonValue value, int min, int max, BiFunction<String, JsonValue, T> reading) {
    if (value.getValueType() != JsonValue.ValueType.ARRAY) {
      return values.wrongType(at, "an array", List.of());
    }
    List<JsonValue> sent = value.asJsonArray();
    if (sent.size() < min || sent.size() > max) {
      faults.add(at, "length", "This has between " + min + " and " + max + " items.");
    }
    var items = new ArrayList<T>();
    for (int i = 0; i < Math.min(sent.size(), max); i++) {
      items.add(reading.apply(at + "/" + i, sent.get(i)));
    }
    return List.copyOf(items);
  }

  /** What a missing object reads as; its own faults would only repeat that it is missing. */
  private static JsonFields nothing() {
    return new JsonFields(JsonValue.EMPTY_JSON_OBJECT, "", new JsonFaults(0));
  }
}
