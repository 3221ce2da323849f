package nova.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an organisation pays.
 *
 * @param on whether this installation takes payments at all
 * @param card null: none was left yet
 * @param pastDueSince since when an invoice is overdue; null: none is
 * @param graceEndsAt from when no new paid nodes can start; null: nothing is overdue
 */
public record PaymentStatus(
    boolean on,
    @Nullable Card card,
    Standing standing,
    @Nullable Instant pastDueSince,
    @Nullable Instant graceEndsAt) {}
