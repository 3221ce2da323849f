package nova.nodes.store;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nova.nodes.document.Words;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that we wrote ourselves: what is missing was left out or is younger than the row,
 * and what is wrong is our own fault, so it throws.
 */
record StoredJson(JsonObject object) {

  String text(String name) {
    return object.getString(name);
  }

  String textOr(String name, String fallback) {
    return object.getString(name, fallback);
  }

  @Nullable String maybeText(String name) {
    return object.containsKey(name) ? object.getString(name) : null;
  }

  int number(String name) {
    return object.getInt(name);
  }

  long longNumber(String name) {
    return object.getJsonNumber(name).longValueExact();
  }

  @Nullable Integer maybeNumber(String name) {
    return object.containsKey(name) ? object.getInt(name) : null;
  }

  @Nullable Long maybeLong(String name) {
    return object.containsKey(name) ? longNumber(name) : null;
  }

  int hundredths(String name) {
    return object.getJsonNumber(name).bigDecimalValue().movePointRight(2).intValueExact();
  }

  boolean flag(String name, boolean usual) {
    return object.getBoolean(name, usual);
  }

  <E extends Enum<E>> E word(String name, Class<E> type) {
    return value(text(name), type);
  }

  <E extends Enum<E>> E wordOr(String name, Class<E> type, E usual) {
    return object.containsKey(name) ? word(name, type) : usual;
  }

  private static <E extends Enum<E>> E value(String word, Class<E> type) {
    Map<String, E> words = Words.of(type);
    E value = words.get(word);
    if (value == null) {
      throw new IllegalStateException("a stored document has an unknown word: " + word);
    }
    return value;
  }

  <T> @Nullable T part(String name, Function<StoredJson, T> reading) {
    return object.containsKey(name)
        ? reading.apply(new StoredJson(object.getJsonObject(name)))
        : null;
  }

  <T> List<T> parts(String name, Function<StoredJson, T> reading) {
    return array(name).getValuesAs(JsonObject.class).stream()
        .map(it -> reading.apply(new StoredJson(it)))
        .toList();
  }

  List<String> texts(String name) {
    return array(name).getValuesAs(JsonString.class).stream().map(JsonString::getString).toList();
  }

  List<Integer> numbers(String name) {
    return array(name).getValuesAs(JsonNumber.class).stream().map(JsonNumber::intValue).toList();
  }

  private JsonArray array(String name) {
    return object.containsKey(name) ? object.getJsonArray(name) : JsonArray.EMPTY_JSON_ARRAY;
  }
}
