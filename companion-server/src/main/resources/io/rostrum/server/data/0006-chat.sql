CREATE TABLE chat_messages (
  stream TEXT NOT NULL,
  id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  stream_millis BIGINT NOT NULL,
  author TEXT NOT NULL,
  nick TEXT NOT NULL,
  role TEXT,
  address TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (stream, id)
);

CREATE INDEX chat_messages_by_time ON chat_messages (at);

CREATE TABLE chat_bans (
  id TEXT PRIMARY KEY,
  stream TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  author TEXT NOT NULL,
  shown TEXT NOT NULL,
  until_at BIGINT,
  reason TEXT NOT NULL,
  banned_by TEXT NOT NULL,
  at BIGINT NOT NULL
);

CREATE INDEX chat_bans_of_stream ON chat_bans (stream);

CREATE TABLE chat_rules (
  stream TEXT PRIMARY KEY,
  slow_seconds INTEGER NOT NULL,
  links INTEGER NOT NULL,
  members_only INTEGER NOT NULL,
  blocked_words TEXT NOT NULL
);
