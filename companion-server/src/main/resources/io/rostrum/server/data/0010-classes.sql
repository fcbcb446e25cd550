CREATE TABLE classes (
  stream TEXT PRIMARY KEY,
  teacher_id TEXT REFERENCES accounts (id) ON DELETE SET NULL,
  waiting_room INTEGER NOT NULL,
  consent TEXT NOT NULL,
  consent_version BIGINT NOT NULL
);

CREATE TABLE class_consent_texts (
  stream TEXT NOT NULL REFERENCES classes (stream) ON DELETE CASCADE,
  version BIGINT NOT NULL,
  body TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (stream, version)
);

CREATE TABLE class_members (
  id TEXT PRIMARY KEY,
  stream TEXT NOT NULL REFERENCES classes (stream) ON DELETE CASCADE,
  account_id TEXT REFERENCES accounts (id) ON DELETE SET NULL,
  ticket_hash TEXT,
  name TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  consent_version BIGINT,
  consented_at BIGINT,
  lesson_id TEXT,
  admitted INTEGER NOT NULL,
  hand_at BIGINT,
  removed_at BIGINT
);

CREATE UNIQUE INDEX class_members_by_account ON class_members (stream, account_id);
CREATE UNIQUE INDEX class_members_by_ticket ON class_members (stream, ticket_hash);

CREATE TABLE class_consents (
  member_id TEXT NOT NULL REFERENCES class_members (id) ON DELETE CASCADE,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (member_id, version)
);

CREATE TABLE class_invites (
  id TEXT PRIMARY KEY,
  stream TEXT NOT NULL REFERENCES classes (stream) ON DELETE CASCADE,
  code_hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  most_uses BIGINT NOT NULL,
  uses BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  reused BIGINT NOT NULL,
  reused_at BIGINT
);

CREATE INDEX class_invites_of_class ON class_invites (stream);

CREATE TABLE class_lessons (
  id TEXT PRIMARY KEY,
  stream TEXT NOT NULL REFERENCES classes (stream) ON DELETE CASCADE,
  started_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  ended_at BIGINT
);

CREATE INDEX class_lessons_of_class ON class_lessons (stream, started_at);

CREATE TABLE class_attendance (
  id TEXT PRIMARY KEY,
  lesson_id TEXT NOT NULL REFERENCES class_lessons (id) ON DELETE CASCADE,
  member_id TEXT NOT NULL,
  name TEXT NOT NULL,
  joined_at BIGINT NOT NULL,
  millis BIGINT NOT NULL,
  present INTEGER NOT NULL
);

CREATE INDEX class_attendance_of_lesson ON class_attendance (lesson_id);

CREATE TABLE class_questions (
  id TEXT PRIMARY KEY,
  lesson_id TEXT NOT NULL REFERENCES class_lessons (id) ON DELETE CASCADE,
  member_id TEXT NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  state TEXT NOT NULL
);

CREATE INDEX class_questions_of_lesson ON class_questions (lesson_id);

CREATE TABLE class_question_votes (
  question_id TEXT NOT NULL REFERENCES class_questions (id) ON DELETE CASCADE,
  member_id TEXT NOT NULL,
  PRIMARY KEY (question_id, member_id)
);

CREATE TABLE class_polls (
  id TEXT PRIMARY KEY,
  stream TEXT NOT NULL REFERENCES classes (stream) ON DELETE CASCADE,
  lesson_id TEXT,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  items TEXT NOT NULL,
  state TEXT NOT NULL,
  published INTEGER NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE INDEX class_polls_of_class ON class_polls (stream, created_at);

CREATE TABLE class_answers (
  poll_id TEXT NOT NULL REFERENCES class_polls (id) ON DELETE CASCADE,
  member_id TEXT NOT NULL,
  name TEXT NOT NULL,
  choices TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (poll_id, member_id)
);
