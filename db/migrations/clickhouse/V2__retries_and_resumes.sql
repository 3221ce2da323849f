-- What visitors did not notice: requests moved to another server, downloads another server finished. Counted under the server
-- that failed. Rows of before have none.
ALTER TABLE traffic
  ADD COLUMN IF NOT EXISTS retries UInt64 CODEC(T64, ZSTD(1)),
  ADD COLUMN IF NOT EXISTS resumes UInt64 CODEC(T64, ZSTD(1))
