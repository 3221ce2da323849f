package nova.billing.logic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nova.billing.Account;
import nova.billing.Caps;
import nova.billing.PlanTerms;
import nova.billing.Standing;
import nova.kernel.Money;
import nova.tenants.NodeAllowance;

/** How many nodes an organisation may have: the smallest of all limits, and why. */
final class AllowanceRules {
  private static final String TO_BILLING = "in the console under Billing";

  private AllowanceRules() {}

  private record Limit(int nodes, String code, String why, String remedy) {}

  static NodeAllowance of(Account account, MonthBooks books) {
    PlanTerms terms = books.comingTerms(account.coming());
    var limits = new ArrayList<Limit>();
    plan(account, terms, limits);
    caps(account.caps(), terms, books, limits);
    boolean wholeHours = account.caps().maxSpend() != null && terms.paid();
    return limits.stream()
        .min(Comparator.comparingInt(Limit::nodes))
        .map(it -> new NodeAllowance(it.nodes(), wholeHours, it.code(), it.why(), it.remedy()))
        .orElseGet(() -> new NodeAllowance(null, wholeHours, "none", "There is no limit.", ""));
  }

  private static void plan(Account account, PlanTerms terms, List<Limit> limits) {
    String title = terms.plan().title();
    if (terms.maxNodes() != null) {
      limits.add(
          new Limit(
              terms.maxNodes(),
              "plan-limit",
              "The " + title + " plan has " + nodes(terms.maxNodes()) + ".",
              "Choose a plan with more " + TO_BILLING + ", or delete a node."));
    }
    if (terms.paid() && account.standing() == Standing.RESTRICTED) {
      limits.add(
          new Limit(
              terms.freeNodes(),
              "payment-due",
              "An invoice is overdue, so only the " + terms.freeNodes() + " free nodes may start.",
              "Pay the invoice " + TO_BILLING + "; what runs keeps serving."));
    }
    if (terms.paid() && !account.cardOnFile()) {
      limits.add(
          new Limit(
              terms.freeNodes(),
              "no-card",
              "More than " + nodes(terms.freeNodes()) + " cost money, and there is no card.",
              "Add a card " + TO_BILLING + "."));
    }
  }

  private static void caps(Caps caps, PlanTerms terms, MonthBooks books, List<Limit> limits) {
    if (caps.maxNodes() != null) {
      limits.add(
          new Limit(
              caps.maxNodes(),
              "node-cap",
              "Your cap is " + nodes(caps.maxNodes()) + ".",
              "Raise the cap " + TO_BILLING + ", or delete a node."));
    }
    if (caps.maxSpend() != null && terms.paid()) {
      limits.add(spend(caps.maxSpend(), books));
    }
  }

  private static Limit spend(Money most, MonthBooks books) {
    int nodes = books.affordable(most, Caps.MAX_NODES);
    Money one = books.nextMonth(nodes + 1);
    return new Limit(
        nodes,
        "spend-cap",
        "Your cap is %s a month: %s fit, %d would cost up to %s."
            .formatted(most.shown(), nodes(nodes), nodes + 1, later(one, books, nodes).shown()),
        "Raise the cap " + TO_BILLING + ", or delete a node.");
  }

  private static Money later(Money nextMonth, MonthBooks books, int nodes) {
    Money monthEnd = books.monthEnd(nodes + 1);
    return monthEnd.amount().compareTo(nextMonth.amount()) > 0 ? monthEnd : nextMonth;
  }

  private static String nodes(int count) {
    return count == 1 ? "1 node" : count + " nodes";
  }
}
