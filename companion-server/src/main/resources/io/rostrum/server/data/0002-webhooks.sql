CREATE TABLE webhooks (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  events TEXT NOT NULL,
  secret TEXT NOT NULL,
  enabled BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE webhook_streams (
  stream TEXT PRIMARY KEY,
  last_sequence BIGINT NOT NULL,
  live_since BIGINT,
  used_at BIGINT NOT NULL
);

CREATE TABLE webhook_outbox (
  webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  stream TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  event_id TEXT NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  failures BIGINT NOT NULL DEFAULT 0,
  due_at BIGINT NOT NULL,
  PRIMARY KEY (webhook_id, stream, sequence)
);

CREATE TABLE webhook_deliveries (
  id TEXT PRIMARY KEY,
  webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  event_id TEXT NOT NULL,
  type TEXT NOT NULL,
  stream TEXT NOT NULL,
  attempt BIGINT NOT NULL,
  at BIGINT NOT NULL,
  status BIGINT NOT NULL,
  millis BIGINT NOT NULL,
  answer TEXT NOT NULL,
  given_up BIGINT NOT NULL
);

CREATE INDEX webhook_deliveries_by_time ON webhook_deliveries (webhook_id, at);
