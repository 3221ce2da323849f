package nova.web.billing;

import java.util.List;
import nova.billing.Outlook;
import nova.billing.Outlook.Simulation;
import org.jspecify.annotations.Nullable;

/** What so many nodes would cost, on the wire. Public for JSON-B. */
public record SimulationBody(
    int nodes,
    MoneyBody monthEnd,
    MoneyBody fullMonth,
    List<PlanPriceBody> plans,
    BillingBody.@Nullable LimitBody refusal) {

  /** A full month on a plan. */
  public record PlanPriceBody(String plan, String title, MoneyBody fullMonth, boolean possible) {}

  static SimulationBody of(Simulation simulation) {
    return new SimulationBody(
        simulation.nodes(),
        MoneyBody.cents(simulation.monthEnd()),
        MoneyBody.cents(simulation.fullMonth()),
        simulation.plans().stream().map(SimulationBody::price).toList(),
        refusal(simulation.refusal()));
  }

  private static PlanPriceBody price(Outlook.PlanPrice price) {
    return new PlanPriceBody(
        price.plan().word(),
        price.plan().title(),
        MoneyBody.cents(price.fullMonth()),
        price.possible());
  }

  private static BillingBody.@Nullable LimitBody refusal(Outlook.@Nullable Refusal refusal) {
    return refusal == null
        ? null
        : new BillingBody.LimitBody(refusal.code(), refusal.why(), refusal.remedy());
  }
}
