package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Puts objects in the place of their ids where a request asks for it ("expand[]=customer"). */
final class Expanding {
  private final Things things;

  Expanding(Things things) {
    this.things = things;
  }

  JsonNode expanded(JsonNode answer, Parameters asked) {
    List<String> paths = asked.texts("expand");
    if (paths.isEmpty()) {
      return answer;
    }
    JsonNode copy = answer.deepCopy();
    paths.forEach(path -> expand(copy, List.of(path.split("\\.", -1)), path));
    return copy;
  }

  private void expand(JsonNode node, List<String> steps, String path) {
    String step = steps.getFirst();
    List<String> rest = steps.subList(1, steps.size());
    if (node.path(step).isArray()) {
      node.path(step).forEach(one -> expand(one, rest, path));
      return;
    }
    if (!(node instanceof ObjectNode object)) {
      return;
    }
    if (step.equals("payments") && Json.is(object, "object", Invoices.INVOICE)) {
      object.set("payments", paymentsOf(object));
    } else if (!object.has(step)) {
      throw Refusal.invalid("expand", "This property cannot be expanded (" + path + ").");
    } else if (object.get(step).isTextual()) {
      Optional<ObjectNode> found = things.findAny(object.get(step).asText());
      found.ifPresent(one -> object.set(step, one.deepCopy()));
    }
    if (!rest.isEmpty()) {
      expand(object.get(step), rest, path);
    }
  }

  private ObjectNode paymentsOf(ObjectNode invoice) {
    String id = invoice.path("id").asText();
    return Things.list(
        "/v1/invoice_payments",
        things.all("invoice_payment", one -> Json.is(one, Invoices.INVOICE, id)),
        false);
  }
}
