/** Nodes, join tokens and refusals, over HTTP. Called by the REST engine. */
@NullMarked
package nova.web.nodes;

import org.jspecify.annotations.NullMarked;
