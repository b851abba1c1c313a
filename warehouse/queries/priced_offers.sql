-- How many offers of the parts that a price move touches have a price.
with touched as (
    select distinct
        move_id,
        source_id,
        part
    from core.changes
    where move_id in (select unnest($move_ids)) and field = 'price'
)

select
    touched.move_id,
    count(distinct offers.offer_id) as offers
from touched
inner join core.versions as offers
    on touched.source_id = offers.source_id and touched.part = offers.part
inner join core.offer_prices as prices on offers.version_id = prices.version_id
where
    offers.observed_to is null
    and offers.recorded_to is null
    and prices.role in ('promo', 'base', 'first_line')
group by touched.move_id;
