/**
 * What leaves the building, at least once: a row written in the transaction that causes it,
 * delivered afterwards. A room contributes a bean that implements {@link
 * nova.platform.outbox.OutboxHandler} for its kind of message.
 *
 * <p>Called by {@code logic} shelves inside a transaction. Not here: what a message means.
 */
@NullMarked
package nova.platform.outbox;

import org.jspecify.annotations.NullMarked;
