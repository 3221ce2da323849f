/**
 * A real ClickHouse on this machine: the engine of libchdb.so (the whole of clickhouse-local) with
 * its genuine HTTP interface opened, in a JVM of its own. Unmodified drivers talk to it as to a
 * cluster.
 */
@NullMarked
package nova.local.clickhouse;

import org.jspecify.annotations.NullMarked;
