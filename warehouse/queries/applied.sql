-- The last journal entry that stands in the tables.
select seq from ops.applied;
