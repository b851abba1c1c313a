-- Does a change of a part wait, to be confirmed or until it has been still?
select 1 as found
from core.changes
where
    source_id = $source_id
    and part = $part
    and ((state = 'seen' and cause = 'page') or (state = 'confirmed' and told_as = 'quiet'))
order by change_id
limit 1;
