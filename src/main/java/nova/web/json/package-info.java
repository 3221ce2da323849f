/**
 * Reading JSON bodies: strict, bounded, and with all that is wrong collected instead of the first
 * fault thrown. {@link nova.web.json.JsonFields} is what a resource takes as its body.
 *
 * <p>Called by resources. Not here: writing JSON, which JSON-B does from records.
 */
@NullMarked
package nova.web.json;

import org.jspecify.annotations.NullMarked;
