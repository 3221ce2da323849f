package nova.local.sendgrid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Types and limits of the fields of a send, as SendGrid describes them. */
final class MailShape {
  private static final int MOST_PERSONALIZATIONS = 1_000;
  private static final int MOST_ADDRESSES = 1_000;
  private static final int MOST_CATEGORIES = 10;
  private static final int LONGEST_CATEGORY = 255;
  private static final Set<String> DISPOSITIONS = Set.of("inline", "attachment");
  private final Map<String, String> faults;

  private MailShape(Map<String, String> faults) {
    this.faults = faults;
  }

  /** Adds what is wrong to the faults. */
  static void check(JsonNode json, Map<String, String> faults) {
    MailShape shape = new MailShape(faults);
    shape.address(json, "from", "");
    shape.address(json, "reply_to", "");
    shape.text(json, "subject", "");
    shape.addresses(json, "reply_to_list", "");
    shape.type(json, "headers", "", JsonNodeType.OBJECT);
    shape.type(json, "send_at", "", JsonNodeType.NUMBER);
    shape.letters(json);
    shape.categories(json);
    shape.attachments(json);
    for (JsonNode content : shape.list(json, "content", "", Integer.MAX_VALUE)) {
      shape.text(content, "type", "content.");
      shape.text(content, "value", "content.");
    }
  }

  private void letters(JsonNode json) {
    for (JsonNode letter : list(json, "personalizations", "", MOST_PERSONALIZATIONS)) {
      String at = "personalizations.";
      address(letter, "from", at);
      text(letter, "subject", at);
      for (String kind : List.of("to", "cc", "bcc")) {
        addresses(letter, kind, at);
      }
    }
  }

  private void addresses(JsonNode json, String name, String at) {
    for (JsonNode address : list(json, name, at, MOST_ADDRESSES)) {
      oneAddress(address, at + name);
    }
  }

  private void address(JsonNode json, String name, String at) {
    if (json.has(name)) {
      oneAddress(json.path(name), at + name);
    }
  }

  private void oneAddress(JsonNode address, String field) {
    JsonNode email = address.path("email");
    if (!email.isTextual() || !email.asText().contains("@")) {
      faults.putIfAbsent(field + ".email", "Does not contain a valid address.");
    }
    type(address, "name", field + ".", JsonNodeType.STRING);
  }

  private void categories(JsonNode json) {
    Set<String> seen = new HashSet<>();
    for (JsonNode category : list(json, "categories", "", MOST_CATEGORIES)) {
      String name = category.asText("");
      if (!category.isTextual() || name.length() > LONGEST_CATEGORY || !seen.add(name)) {
        faults.putIfAbsent(
            "categories", "Categories are different strings of at most 255 characters.");
      }
    }
  }

  private void attachments(JsonNode json) {
    for (JsonNode attachment : list(json, "attachments", "", Integer.MAX_VALUE)) {
      String at = "attachments.";
      text(attachment, "type", at);
      for (String required : List.of("content", "filename")) {
        text(attachment, required, at);
        if (!attachment.has(required)) {
          faults.putIfAbsent(at + required, "The attachment " + required + " is required.");
        }
      }
      if (!DISPOSITIONS.contains(attachment.path("disposition").asText("attachment"))) {
        faults.putIfAbsent(at + "disposition", "The disposition is inline or attachment.");
      }
    }
  }

  /** The elements of an optional list; none when it is no list. */
  private Iterable<JsonNode> list(JsonNode json, String name, String at, int most) {
    type(json, name, at, JsonNodeType.ARRAY);
    JsonNode list = json.path(name);
    if (list.size() > most) {
      faults.putIfAbsent(at + name, "There are at most " + most + " of them.");
    }
    return list.isArray() ? list : List.of();
  }

  /** An optional string that must not be empty. */
  private void text(JsonNode json, String name, String at) {
    type(json, name, at, JsonNodeType.STRING);
    if (json.path(name).isTextual() && json.path(name).asText().isEmpty()) {
      faults.putIfAbsent(at + name, "Must be a string at least one character in length.");
    }
  }

  private void type(JsonNode json, String name, String at, JsonNodeType type) {
    if (json.has(name) && json.path(name).getNodeType() != type) {
      faults.putIfAbsent(
          at + name, "Must be of type " + type.name().toLowerCase(Locale.ROOT) + ".");
    }
  }
}
