-- Which capture each reading of a part is of.
select
    reading_id,
    capture_id
from ops.readings
where source_id = $source_id and part = $part;
