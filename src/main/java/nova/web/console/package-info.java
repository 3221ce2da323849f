/**
 * The console's files: what the browser loads. Long-lived when their name carries a hash, and the
 * one page for every address the console itself knows.
 *
 * <p>Called by the servlet container. Not here: the console, which is src/main/webapp.
 */
@NullMarked
package nova.web.console;

import org.jspecify.annotations.NullMarked;
