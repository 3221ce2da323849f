/**
 * Plans, costs and limits over HTTP. Called by the REST engine. Rules are in {@code nova.billing}.
 */
@NullMarked
package nova.web.billing;

import org.jspecify.annotations.NullMarked;
