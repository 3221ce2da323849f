/**
 * {@code ./nova bench resilience}: what visitors notice when a server fails, when the configuration
 * changes, and when some of them read slowly; through our agent and through its peers, one after
 * the other in the same run.
 *
 * <p>Here: servers that fail on demand, visitors that count, and one class per balancer, configured
 * as its manual recommends for hiding failures. Not here: what a request costs ({@code proxy}).
 */
@NullMarked
package nova.local.bench.resilience;

import org.jspecify.annotations.NullMarked;
