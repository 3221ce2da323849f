/**
 * Which rule a request meets: the route table, conditions, stages, hash keys, sticky cookies. Pure
 * Java: no sockets, no Undertow.
 *
 * <p>Here: compiled rules that are asked once per request through {@link
 * nova.agent.routing.RequestView}. Not here: what is done with a request that matched ({@code
 * transform}), who is picked ({@code balancer}). Called by {@code pipeline}.
 *
 * <p><b>How paths are compared.</b> A path is sent on as it came; it is compared segment by segment
 * with its percent-encoding read once and without dot segments (RFC 3986, 2.4, 5.2.4 and 6.2.2; RFC
 * 9110, 4.2.3). An encoded slash stays part of its segment. That is how the RFC reads a path;
 * servers do not all read it so: some merge empty segments, take an encoded slash or a backslash
 * for a slash, cut off what follows a semicolon, or leave dot segments in. A path for which that
 * makes a difference is read in each of these ways, and is let through only when all of them lead
 * to the same route; otherwise "/public/..;/admin" or "//admin" would go where the visitor likes.
 * Refused whatever the routes are: an encoded NUL, a bare backslash, and dot segments in disguise
 * ("%2e%2e", "..%2f", "..;"), which no browser and no library sends.
 */
@NullMarked
package nova.agent.routing;

import org.jspecify.annotations.NullMarked;
