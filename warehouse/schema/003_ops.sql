-- Captures, readings, decisions, mails: what the journal says, in tables.
create schema ops;
