package nova.billing.processor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A page on which a card may have been left.
 *
 * @param card its method; null: none was left
 */
public record CardSession(String customer, Instant openedAt, @Nullable String card) {}
