/**
 * {@code ./nova bench proxy}: what a request costs through our agent and through its peers, on one
 * processor each, with the same server behind and the same load before them.
 *
 * <p>Here: cases, load generators, figures, and one class per peer with the configuration its
 * manual recommends for this. Not here: what peers do when servers fail ({@code resilience}).
 */
@NullMarked
package nova.local.bench.proxy;

import org.jspecify.annotations.NullMarked;
