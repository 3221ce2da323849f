package nova.billing.store;

import java.time.Instant;
import nova.billing.Card;
import org.jspecify.annotations.Nullable;

/** What we remember about a tenant at the payment processor. */
public record PaymentAccount(
    String customer,
    @Nullable String subscription,
    @Nullable Card card,
    @Nullable Instant cardAdoptedAt,
    @Nullable Instant pastDueSince) {}
