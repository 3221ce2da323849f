package nova.web.billing;

import nova.billing.Caps;
import nova.web.json.JsonFields;
import org.jspecify.annotations.Nullable;

/** Caps on the wire; what is absent is no cap. Public for JSON-B. */
public record CapsBody(
    @Nullable Integer maxNodes, @Nullable MoneyBody maxSpend, @Nullable MoneyBody warnSpend) {

  static CapsBody of(Caps caps) {
    return new CapsBody(
        caps.maxNodes(), MoneyBody.optional(caps.maxSpend()), MoneyBody.optional(caps.warnSpend()));
  }

  static Caps read(JsonFields fields) {
    var caps =
        new Caps(
            fields.optionalInteger("maxNodes", 0, Caps.MAX_NODES),
            fields.optionalObject("maxSpend", MoneyBody::read),
            fields.optionalObject("warnSpend", MoneyBody::read));
    fields.rules(caps.problems());
    return fields.finish(() -> caps);
  }
}
