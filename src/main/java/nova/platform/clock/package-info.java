/**
 * The one place that asks the machine what time it is. Everybody else is handed an {@link
 * java.time.InstantSource}; a test deployment replaces the producer.
 *
 * <p>Called by the container.
 */
@NullMarked
package nova.platform.clock;

import org.jspecify.annotations.NullMarked;
