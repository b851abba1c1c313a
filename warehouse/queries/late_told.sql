-- Changes of a part that a mail told.
select distinct told.change_id
from ops.digest_changes as told
inner join core.changes as changes on told.change_id = changes.change_id
where changes.source_id = $source_id and changes.part = $part and changes.field <> 'text';
