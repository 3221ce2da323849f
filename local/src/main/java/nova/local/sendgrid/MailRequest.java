package nova.local.sendgrid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of POST /v3/mail/send, and what SendGrid would say is wrong with it. */
record MailRequest(JsonNode json) {

  /** Message by field; empty when all is well. */
  Map<String, String> faults() {
    Map<String, String> faults = new LinkedHashMap<>();
    if (!json.path("from").path("email").asText("").contains("@")) {
      faults.put(
          "from.email",
          "The from object must be provided for every email send. It is an object that requires the"
              + " email parameter, but may also contain a name parameter.");
    }
    if (json.path("personalizations").isEmpty()) {
      faults.put(
          "personalizations",
          "The personalizations field is required and must have at least one personalization.");
    }
    int index = 0;
    for (JsonNode personalization : json.path("personalizations")) {
      if (!addressed(personalization)) {
        faults.put(
            "personalizations." + index + ".to",
            "The to array is required for all personalization objects, and must have at least one"
                + " email object with a valid email address.");
      }
      index++;
    }
    if (subject().isBlank()) {
      faults.put("subject", "The subject is required.");
    }
    contentFaults(faults);
    MailShape.check(json, faults);
    return faults;
  }

  private void contentFaults(Map<String, String> faults) {
    if (json.has("template_id")) {
      faults.put("template_id", "This stand-in has no templates.");
    }
    if (json.path("content").isEmpty()) {
      faults.put(
          "content",
          "Unless a valid template_id is provided, the content parameter is required. There must be"
              + " at least one defined content block.");
    }
    int index = 0;
    for (JsonNode content : json.path("content")) {
      if (content.path("type").asText("").isBlank() || content.path("value").asText("").isEmpty()) {
        faults.put(
            "content." + index + ".value",
            "The content value must be a string at least one character in length.");
      }
      index++;
    }
  }

  private static boolean addressed(JsonNode personalization) {
    boolean any = false;
    for (JsonNode to : personalization.path("to")) {
      if (!to.path("email").asText("").contains("@")) {
        return false;
      }
      any = true;
    }
    return any;
  }

  String from() {
    return json.path("from").path("email").asText();
  }

  List<String> to() {
    List<String> to = new ArrayList<>();
    for (JsonNode personalization : json.path("personalizations")) {
      for (JsonNode address : personalization.path("to")) {
        to.add(address.path("email").asText());
      }
    }
    return List.copyOf(to);
  }

  String subject() {
    String own = json.path("personalizations").path(0).path("subject").asText("");
    return own.isEmpty() ? json.path("subject").asText("") : own;
  }

  String part(String type) {
    for (JsonNode content : json.path("content")) {
      if (content.path("type").asText().equals(type)) {
        return content.path("value").asText();
      }
    }
    return "";
  }
}
