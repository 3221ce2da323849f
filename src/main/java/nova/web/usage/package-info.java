/** Node-hours over HTTP. Called by the REST engine. Rules are in {@code nova.metering}. */
@NullMarked
package nova.web.usage;

import org.jspecify.annotations.NullMarked;
