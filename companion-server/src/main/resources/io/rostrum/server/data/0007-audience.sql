CREATE TABLE broadcasts (
  id TEXT PRIMARY KEY,
  stream TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  live BIGINT NOT NULL,
  bytes_in BIGINT NOT NULL,
  bytes_out BIGINT NOT NULL,
  peak BIGINT,
  views BIGINT,
  watched_millis BIGINT,
  protocols TEXT,
  devices TEXT,
  countries TEXT
);

CREATE INDEX broadcasts_by_time ON broadcasts (started_at);

CREATE TABLE viewer_sessions (
  id TEXT PRIMARY KEY,
  broadcast_id TEXT NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
  protocol TEXT NOT NULL,
  device TEXT NOT NULL,
  address TEXT NOT NULL,
  country TEXT,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  bytes BIGINT NOT NULL
);

CREATE INDEX viewer_sessions_of_broadcast ON viewer_sessions (broadcast_id);

CREATE TABLE stream_samples (
  stream TEXT NOT NULL,
  resolution BIGINT NOT NULL,
  at BIGINT NOT NULL,
  viewers BIGINT NOT NULL,
  bits_in BIGINT NOT NULL,
  frames BIGINT NOT NULL,
  jitter BIGINT NOT NULL,
  bits_out BIGINT NOT NULL,
  PRIMARY KEY (stream, resolution, at)
);

CREATE INDEX stream_samples_by_time ON stream_samples (resolution, at);
