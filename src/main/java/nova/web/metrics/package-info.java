/** Traffic over HTTP: asks metrics, and names what is counted. Called by the REST engine. */
@NullMarked
package nova.web.metrics;

import org.jspecify.annotations.NullMarked;
