/**
 * Machinery without a domain: settings, persistence, jobs, outbox, mail, error reporting, timings,
 * clock. One package each. Called by the rooms; knows none of them.
 */
@NullMarked
package nova.platform;

import org.jspecify.annotations.NullMarked;
