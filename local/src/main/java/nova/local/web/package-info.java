/**
 * Sample web servers for the demo and for tests: bodies of any size, slow answers, streams,
 * WebSockets, and health that can be switched off. Not for production.
 */
@NullMarked
package nova.local.web;

import org.jspecify.annotations.NullMarked;
