/** The tables of {@code nodes}: SQL, and rows to records. Called by the logic beside it only. */
@NullMarked
package nova.nodes.store;

import org.jspecify.annotations.NullMarked;
