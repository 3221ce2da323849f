/**
 * What every server of the local world shares: a loopback listener, bounded bodies, JSON and HTML
 * answers. No routes of its own; only rooms of the local world call it.
 */
@NullMarked
package nova.local.http;

import org.jspecify.annotations.NullMarked;
