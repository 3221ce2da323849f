/**
 * Where servers are that are known by name: all addresses, asked for again by their time to live,
 * the last known kept when nobody answers. Lookups block and run on threads of their own. Called by
 * {@code pipeline}.
 */
@NullMarked
package nova.agent.upstream.names;

import org.jspecify.annotations.NullMarked;
