-- What was muted, by whom, in the order of their ruling: subject is the rule, value "carrier until".
select
    subject as rule,
    value,
    decided_at,
    who
from ops.decisions
where what = 'mute'
order by rowid;
