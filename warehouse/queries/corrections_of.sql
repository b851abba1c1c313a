-- The corrections of some changes, and whether a mail told them.
select
    corrections.*,
    exists(
        select 1 from ops.digest_changes as lines
        where lines.change_id = corrections.correction_id
    ) as is_told
from core.corrections as corrections
where corrections.change_id in (select unnest($change_ids))
order by corrections.found_at, corrections.correction_id;
