-- These captures, and whether they were looked at as text.
select
    captures.*,
    captures.capture_id in (select looks.capture_id from ops.looks as looks) as is_watched
from ops.captures as captures
where captures.capture_id in (select unnest($capture_ids));
