/**
 * {@code ./nova bench metering}: how long it takes to close and price an hour for everybody, on a
 * PostgreSQL of its own with the schema of this repository. There is no peer to compare with: the
 * figure is held against a limit.
 *
 * <p>Here: the data, and the two statements the control plane runs. Not here: what a node-hour is.
 */
@NullMarked
package nova.local.bench.metering;

import org.jspecify.annotations.NullMarked;
