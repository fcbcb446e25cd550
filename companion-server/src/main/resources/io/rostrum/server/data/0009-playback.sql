CREATE TABLE playback_access (
  stream TEXT PRIMARY KEY,
  watchers TEXT NOT NULL,
  least_role TEXT NOT NULL,
  password TEXT,
  rules TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE playback_revoked (
  token_id TEXT PRIMARY KEY,
  expires_at BIGINT NOT NULL
);
