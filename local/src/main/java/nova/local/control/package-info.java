/**
 * The control plane as a child process: Open Liberty on a copy of the server that the build made,
 * so that a rebuild never disturbs a running one. What it is configured with comes from the caller.
 */
@NullMarked
package nova.local.control;

import org.jspecify.annotations.NullMarked;
