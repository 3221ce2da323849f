package nova.web.json;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.Problem;
import nova.platform.ids.Uuids;
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
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,18})");
  private static final UUID NO_UUID = new UUID(0, 0);
  private final JsonObject object;
  private final String path;
  private final Faults faults;
  private final Set<String> known = new HashSet<>();

  private JsonFields(JsonObject object, String path, Faults faults) {
    this.object = object;
    this.path = path;
    this.faults = faults;
  }

  static JsonFields parse(InputStream body, JsonLimits limits) throws IOException {
    return new JsonFields(JsonParsing.object(body, limits), "", new Faults(limits.maxProblems()));
  }

  /** Of an object we have in hand, a stored document for one. */
  public static JsonFields of(JsonObject object) {
    return new JsonFields(object, "", new Faults(JsonLimits.defaults().maxProblems()));
  }

  public boolean has(String name) {
    return object.containsKey(name);
  }

  /** Text exactly as sent. Lengths count characters as people do (code points). */
  public String string(String name, int min, int max) {
    return require(name, "", value -> text(name, value, min, max));
  }

  public @Nullable String optionalString(String name, int min, int max) {
    return find(name, value -> text(name, value, min, max));
  }

  public String stringOr(String name, int min, int max, String fallback) {
    String value = optionalString(name, min, max);
    return value == null ? fallback : value;
  }

  /** A name for people: text without the blanks around it. */
  public String label(String name, int min, int max) {
    return require(name, "", value -> label(name, value, min, max));
  }

  public @Nullable String optionalLabel(String name, int min, int max) {
    return find(name, value -> label(name, value, min, max));
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
    return require(name, min, value -> number(name, value, min, max));
  }

  public @Nullable Long optionalLong(String name, long min, long max) {
    return find(name, value -> number(name, value, min, max));
  }

  public long longOr(String name, long min, long max, long fallback) {
    Long value = optionalLong(name, min, max);
    return value == null ? fallback : value;
  }

  public boolean bool(String name) {
    return require(name, false, value -> truth(name, value));
  }

  public boolean boolOr(String name, boolean fallback) {
    Boolean value = find(name, json -> truth(name, json));
    return value == null ? fallback : value;
  }

  public UUID uuid(String name) {
    return require(name, NO_UUID, value -> id(pointer(name), value));
  }

  /** One of some words: {@code choiceOr("protocol", Map.of("http", HTTP), HTTP)}. */
  public <E> E choiceOr(String name, Map<String, E> words, E fallback) {
    E value = find(name, json -> choice(name, json, words, fallback));
    return value == null ? fallback : value;
  }

  /** One of some words; {@code placeholder} stands in when it is missing or wrong. */
  public <E> E choice(String name, Map<String, E> words, E placeholder) {
    return require(name, placeholder, value -> choice(name, value, words, placeholder));
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
    return find(name, value -> nested(pointer(name), value, reading));
  }

  public <T> List<T> objects(String name, int min, int max, Function<JsonFields, T> reading) {
    List<T> items = optionalObjects(name, min, max, reading);
    if (items == null) {
      required(name);
    }
    return items == null ? List.of() : items;
  }

  public <T> @Nullable List<T> optionalObjects(
      String name, int min, int max, Function<JsonFields, T> reading) {
    return find(
        name, value -> list(name, value, min, max, (at, item) -> nested(at, item, reading)));
  }

  public List<String> strings(String name, int min, int max, int minLength, int maxLength) {
    List<String> items = optionalStrings(name, min, max, minLength, maxLength);
    if (items == null) {
      required(name);
    }
    return items == null ? List.of() : items;
  }

  public @Nullable List<String> optionalStrings(
      String name, int min, int max, int minLength, int maxLength) {
    return find(
        name,
        value -> list(name, value, min, max, (at, item) -> textAt(at, item, minLength, maxLength)));
  }

  public @Nullable List<UUID> optionalUuids(String name, int min, int max) {
    return find(name, value -> list(name, value, min, max, this::id));
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
    var wrong = faults.pointers();
    found.stream()
        .filter(one -> wrong.stream().noneMatch(at -> within(at, one.pointer())))
        .forEach(one -> faults.add(one.pointer(), one.code(), one.message()));
  }

  /** Whether something was wrong so far in this property or below it. */
  public boolean faulty(String name) {
    return faults.pointers().stream().anyMatch(at -> within(pointer(name), at));
  }

  private static boolean within(String outer, String pointer) {
    return pointer.equals(outer) || pointer.startsWith(outer + "/");
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

  private <T> T require(String name, T placeholder, Function<JsonValue, T> reading) {
    T value = find(name, reading);
    if (value == null) {
      required(name);
      return placeholder;
    }
    return value;
  }

  private <T> @Nullable T find(String name, Function<JsonValue, T> reading) {
    JsonValue value = take(name);
    return value == null ? null : reading.apply(value);
  }

  private @Nullable JsonValue take(String name) {
    known.add(name);
    return object.get(name);
  }

  private void required(String name) {
    problem(name, "required", "This is required.");
  }

  private String label(String name, JsonValue value, int min, int max) {
    if (value instanceof JsonString string) {
      return length(pointer(name), string.getString().strip(), min, max);
    }
    return wrongType(pointer(name), "a string", "");
  }

  private String text(String name, JsonValue value, int min, int max) {
    return textAt(pointer(name), value, min, max);
  }

  private String textAt(String at, JsonValue value, int min, int max) {
    return value instanceof JsonString string
        ? length(at, string.getString(), min, max)
        : wrongType(at, "a string", "");
  }

  private String length(String at, String text, int min, int max) {
    int length = text.codePointCount(0, text.length());
    if (length < min || length > max) {
      faults.add(at, "length", "This has between " + min + " and " + max + " characters.");
    } else if (text.codePoints().anyMatch(JsonFields::unprintable)) {
      faults.add(at, "character", "Control characters and broken Unicode are not allowed here.");
    } else {
      return text;
    }
    return "";
  }

  /** PostgreSQL takes no NUL, UTF-8 no lone surrogate, and nobody needs a bell in a name. */
  private static boolean unprintable(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }

  private long number(String name, JsonValue value, long min, long max) {
    if (!(value instanceof JsonNumber) || !WHOLE.matcher(value.toString()).matches()) {
      return wrongType(pointer(name), "a whole number", min);
    }
    try {
      long number = Long.parseLong(value.toString());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException tooLong) {
      // nineteen digits may be too many; that is out of range too
    }
    problem(name, "out-of-range", "This is between " + min + " and " + max + ".");
    return min;
  }

  private boolean truth(String name, JsonValue value) {
    return switch (value.getValueType()) {
      case TRUE -> true;
      case FALSE -> false;
      case ARRAY, OBJECT, STRING, NUMBER, NULL -> wrongType(pointer(name), "true or false", false);
    };
  }

  private UUID id(String at, JsonValue value) {
    if (value instanceof JsonString string) {
      UUID id = Uuids.parse(string.getString());
      if (id != null) {
        return id;
      }
    }
    return wrongType(at, "a UUID", NO_UUID);
  }

  private <E> E choice(String name, JsonValue value, Map<String, E> words, E placeholder) {
    E chosen = value instanceof JsonString string ? words.get(string.getString()) : null;
    if (chosen == null) {
      problem(name, "not-a-choice", "This is one of: " + words.keySet().stream().sorted().toList());
      return placeholder;
    }
    return chosen;
  }

  private <T> T nested(String at, JsonValue value, Function<JsonFields, T> reading) {
    if (!(value instanceof JsonObject nested)) {
      wrongType(at, "an object", "");
      return reading.apply(nothing());
    }
    var fields = new JsonFields(nested, at, faults);
    T result = reading.apply(fields);
    fields.refuseUnknown();
    return result;
  }

  private <T> List<T> list(String name, JsonValue value, int min, int max, Item<T> reading) {
    String at = pointer(name);
    if (value.getValueType() != JsonValue.ValueType.ARRAY) {
      return wrongType(at, "an array", List.of());
    }
    List<JsonValue> values = value.asJsonArray();
    if (values.size() < min || values.size() > max) {
      faults.add(at, "length", "This has between " + min + " and " + max + " items.");
    }
    var items = new ArrayList<T>();
    for (int i = 0; i < Math.min(values.size(), max); i++) {
      items.add(reading.read(at + "/" + i, values.get(i)));
    }
    return List.copyOf(items);
  }

  private <T> T wrongType(String at, String wanted, T placeholder) {
    faults.add(at, "wrong-type", "This must be " + wanted + ".");
    return placeholder;
  }

  /** What a missing object reads as; its own faults would only repeat that it is missing. */
  private static JsonFields nothing() {
    return new JsonFields(JsonValue.EMPTY_JSON_OBJECT, "", new Faults(0));
  }

  private interface Item<T> {
    T read(String at, JsonValue value);
  }

  /** All that is wrong with one body. */
  private static final class Faults {
    private final int max;
    private final List<Problem> problems = new ArrayList<>();

    Faults(int max) {
      this.max = max;
    }

    void add(String pointer, String code, String message) {
      if (problems.size() < max) {
        problems.add(new Problem(pointer, code, message));
      }
    }

    List<String> pointers() {
      return problems.stream().map(Problem::pointer).toList();
    }

    void throwIfAny() {
      if (!problems.isEmpty()) {
        throw new FailureException(new Failure.Invalid(problems));
      }
    }
  }
}
