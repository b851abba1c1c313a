-- Offers, their history, and what changed: derived from the journal.
create schema core;
