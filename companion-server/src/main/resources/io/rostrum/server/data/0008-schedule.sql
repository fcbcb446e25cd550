CREATE TABLE shows (
  id TEXT PRIMARY KEY,
  stream TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  starts TEXT NOT NULL,
  seconds BIGINT NOT NULL,
  zone TEXT NOT NULL,
  rule TEXT,
  exceptions TEXT NOT NULL,
  visibility TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);

CREATE INDEX shows_of_stream ON shows (stream);

CREATE TABLE shows_told (
  show_id TEXT NOT NULL REFERENCES shows (id) ON DELETE CASCADE,
  starts_at BIGINT NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (show_id, starts_at, event)
);
