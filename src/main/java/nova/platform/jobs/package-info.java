/**
 * Work that comes again: once in the time given, however many copies run, also after a restart. A
 * room contributes a bean that implements {@link nova.platform.jobs.Job}.
 *
 * <p>Called by the container. Not here: one-off effects, which are rows of the outbox.
 */
@NullMarked
package nova.platform.jobs;

import org.jspecify.annotations.NullMarked;
