-- The last version of offers that are not on sale now.
select
    offer_id,
    version_id,
    record,
    to_capture_id,
    last_capture_id
from core.versions
where offer_id in (select unnest($offer_ids)) and observed_to is not null and recorded_to is null
qualify row_number() over (partition by offer_id order by observed_from desc) = 1;
