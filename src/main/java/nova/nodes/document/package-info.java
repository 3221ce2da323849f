/**
 * What a customer writes about an ADC: its records, the rules within one document, and the one JSON
 * form it has in the API and in the database. Part of the contract of {@code nova.nodes}.
 *
 * <p>Optional settings that were left out stay out ({@code null}, or an empty list): their default
 * is the agent's, named in {@code link.proto} and in {@code openapi.yaml}.
 *
 * <p>Called by the shelves of {@code nodes} and by {@code web}. Not here: reading JSON (each edge
 * reads its own, strictly or trustingly), what lies between two ADCs ({@code Sharing}), the wire
 * ({@code nodes.logic}).
 */
@NullMarked
package nova.nodes.document;

import org.jspecify.annotations.NullMarked;
