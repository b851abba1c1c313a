-- Parts that were looked at as text.
select distinct
    source_id,
    part
from ops.looks
order by source_id, part;
