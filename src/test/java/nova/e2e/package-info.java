/** Tests of the whole path through real processes: stores, control plane, agent, browser. */
@NullMarked
package nova.e2e;

import org.jspecify.annotations.NullMarked;
