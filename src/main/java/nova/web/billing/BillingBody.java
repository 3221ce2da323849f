package nova.web.billing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nova.billing.Account;
import nova.billing.Outlook;
import nova.billing.Plan;
import nova.kernel.NodeId;
import nova.tenants.NodeAllowance;
import nova.tenants.NodeSlots;
import org.jspecify.annotations.Nullable;

/** How an organisation stands, on the wire. Public for JSON-B. */
public record BillingBody(
    String plan,
    @Nullable String nextPlan,
    boolean cardOnFile,
    String standing,
    CapsBody caps,
    MonthBody month,
    NodesBody nodes) {

  /** The month at hand. */
  public record MonthBody(Instant from, Instant to, CostBody spent, MoneyBody forecast) {}

  /** Who is there, and how many may be. {@code limit} is absent when there is none. */
  public record NodesBody(
      List<UUID> present, int slotsTaken, @Nullable Integer slots, @Nullable LimitBody limit) {}

  /** Why not more, and what to do for it. */
  public record LimitBody(String code, String why, String remedy) {
    static LimitBody of(NodeAllowance allowance) {
      return new LimitBody(allowance.code(), allowance.why(), allowance.remedy());
    }
  }

  static BillingBody of(Account account, Outlook outlook, NodeSlots.Use use) {
    Plan next = account.nextPlan();
    return new BillingBody(
        account.plan().word(),
        next == null ? null : next.word(),
        account.cardOnFile(),
        account.standing().word(),
        CapsBody.of(account.caps()),
        new MonthBody(
            outlook.month().from().start(),
            outlook.month().to().start(),
            CostBody.of(outlook.spent()),
            MoneyBody.cents(outlook.forecast())),
        nodes(outlook, use));
  }

  private static NodesBody nodes(Outlook outlook, NodeSlots.Use use) {
    Integer most = use.allowance().maxNodes();
    return new NodesBody(
        outlook.present().stream().map(NodeId::value).toList(),
        use.taken(),
        most,
        most == null ? null : LimitBody.of(use.allowance()));
  }
}
