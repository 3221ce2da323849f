/**
 * Deciding about nodes and ADCs: enrolment, edits, compiling configs. Nothing here is called but
 * through the contract.
 */
@NullMarked
package nova.nodes.logic;

import org.jspecify.annotations.NullMarked;
