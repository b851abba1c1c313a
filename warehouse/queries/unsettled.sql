-- In which of these parts a change waits, to be confirmed or until it has been still.
with wanted as (
    select
        unnest($source_ids) as source_id,
        unnest($parts) as part
)

select distinct
    changes.source_id,
    changes.part
from core.changes as changes
inner join wanted on changes.source_id = wanted.source_id and changes.part = wanted.part
where
    (changes.state = 'seen' and changes.cause = 'page')
    or (changes.state = 'confirmed' and changes.told_as = 'quiet');
