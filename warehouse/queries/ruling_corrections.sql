-- How many corrections are owed or were mailed.
select count(*) as corrections from core.corrections;
