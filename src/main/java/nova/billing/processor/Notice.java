package nova.billing.processor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened at the processor. Not what things are like now: for that one has to look.
 *
 * @param kind the processor's word for it
 * @param subject id of what it is about
 */
public record Notice(
    String id, String kind, String subject, @Nullable String customer, Instant occurredAt) {}
