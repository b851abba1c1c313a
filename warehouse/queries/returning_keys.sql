-- Keys that a source used for offers other than those that stand in this part under them.
select distinct keys.key
from core.offer_keys as keys
where
    keys.source_id = $source_id
    and not exists (
        select 1
        from core.versions as offers
        where
            offers.source_id = $source_id
            and offers.part = $part
            and offers.key = keys.key
            and offers.observed_to is null
            and offers.recorded_to is null
    )
order by keys.key;
