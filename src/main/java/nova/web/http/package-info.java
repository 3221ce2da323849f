/**
 * What every request and answer has, whoever handles it: request id, security headers, entity tags,
 * cursors.
 *
 * <p>Called by resources and by the servlet container.
 */
@NullMarked
package nova.web.http;

import org.jspecify.annotations.NullMarked;
