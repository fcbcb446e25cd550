ALTER TABLE invitations ADD COLUMN account_id TEXT REFERENCES accounts (id) ON DELETE CASCADE;

UPDATE invitations SET account_id =
  (SELECT id FROM accounts WHERE accounts.name = invited_by OR accounts.name || ' (token)' = invited_by);
