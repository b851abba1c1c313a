-- Offers that were ever found by these keys, the newest first, and whether another part has them on sale now.
select
    keys.key,
    keys.offer_id,
    exists(
        select 1
        from core.versions as offers
        where
            offers.offer_id = keys.offer_id
            and offers.part <> $part
            and offers.observed_to is null
            and offers.recorded_to is null
    ) as is_open_elsewhere
from core.offer_keys as keys
where keys.source_id = $source_id and keys.key in (select unnest($keys))
order by keys.key asc, keys.minted_at desc, keys.rowid desc;
