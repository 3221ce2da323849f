/**
 * Certificates and keys as files of this node, and which implementation of TLS works with them.
 *
 * <p>Here: reading PEM, telling what is wrong with it. Not here: who is trusted, ports,
 * connections. Called by {@code listener}, {@code upstream} and {@code pipeline}.
 */
@NullMarked
package nova.agent.certificates;

import org.jspecify.annotations.NullMarked;
