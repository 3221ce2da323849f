-- One row per (tenant, node, adc, route, server, status class) and window. tenant_id first: every question is one tenant's.
-- spool_id and batch say which batch of which node a row came in: a batch that is sent again is looked up by them.
CREATE TABLE IF NOT EXISTS traffic (
  tenant_id UUID,
  node_id UUID,
  adc_id UUID,
  route LowCardinality(String),
  server LowCardinality(String),
  status_class UInt8,
  at DateTime('UTC') CODEC(DoubleDelta, ZSTD(1)),
  length_seconds UInt16 CODEC(ZSTD(1)),
  requests UInt64 CODEC(T64, ZSTD(1)),
  upstream_errors UInt64 CODEC(T64, ZSTD(1)),
  request_bytes UInt64 CODEC(T64, ZSTD(1)),
  response_bytes UInt64 CODEC(T64, ZSTD(1)),
  latency_bucket Array(Int16) CODEC(ZSTD(1)),
  latency_count Array(UInt32) CODEC(ZSTD(1)),
  spool_id UUID CODEC(ZSTD(1)),
  batch UInt64 CODEC(ZSTD(1)),
  retention_days UInt16 CODEC(ZSTD(1))
) ENGINE = MergeTree
PARTITION BY toDate(at)
ORDER BY (tenant_id, adc_id, at, node_id, route, server, status_class)
TTL at + toIntervalDay(retention_days)
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 0
