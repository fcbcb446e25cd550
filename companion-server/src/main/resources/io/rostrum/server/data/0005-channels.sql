CREATE TABLE channels (
  stream TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  tags TEXT NOT NULL,
  links TEXT NOT NULL,
  language TEXT NOT NULL,
  accent TEXT NOT NULL,
  visibility TEXT NOT NULL,
  picture TEXT,
  owner_id TEXT REFERENCES accounts (id) ON DELETE SET NULL,
  version BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  last_live_at BIGINT
);

CREATE INDEX channels_of_owner ON channels (owner_id);
