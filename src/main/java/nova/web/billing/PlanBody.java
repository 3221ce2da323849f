package nova.web.billing;

import nova.billing.PlanTerms;
import org.jspecify.annotations.Nullable;

/** The terms of a plan on the wire. Public for JSON-B. */
public record PlanBody(
    String plan,
    String title,
    MoneyBody pricePerNodeHour,
    int freeNodes,
    @Nullable Integer maxNodes,
    int dataDays,
    String agreement) {

  static PlanBody of(PlanTerms terms) {
    return new PlanBody(
        terms.plan().word(),
        terms.plan().title(),
        MoneyBody.of(terms.price()),
        terms.freeNodes(),
        terms.maxNodes(),
        terms.dataDays(),
        terms.agreement());
  }
}
