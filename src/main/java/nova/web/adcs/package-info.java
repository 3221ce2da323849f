/**
 * ADCs and their versions, over HTTP. Called by the REST engine. Rules are in {@code nova.nodes}.
 */
@NullMarked
package nova.web.adcs;

import org.jspecify.annotations.NullMarked;
