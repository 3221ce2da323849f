/**
 * The whole world on one machine: real PostgreSQL and ClickHouse, the control plane, agents, vendor
 * stand-ins and sample web servers, for {@code ./nova up}, for tests and for benchmarks. Never
 * shipped to production.
 */
@NullMarked
package nova.local;

import org.jspecify.annotations.NullMarked;
