/** ClickHouse: the only place that imports its client. Called through {@code TrafficStore}. */
@NullMarked
package nova.metrics.clickhouse;

import org.jspecify.annotations.NullMarked;
