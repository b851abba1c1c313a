-- Home plans: those whose price a page gives, and the plan families that roaming offers name.
create view plans as
select
    offers.offer_id as plan_id,
    offers.carrier_id,
    offers.offer_name as plan_name,
    offers.segment,
    offers.price as home_price,
    offers.currency,
    true as is_on_sale,
    offers.last_seen_at,
    offers.age_days,
    offers.is_stale,
    offers.source_id,
    offers.capture_id
from offers
where offers.kind = 'plan'
union all
select
    plan_key(offers.carrier_id, offers.plan_name) as plan_id,
    offers.carrier_id,
    offers.plan_name,
    any_value(offers.segment order by offers.offer_id) as segment,
    null as home_price,
    null as currency,
    null as is_on_sale,
    max(offers.last_seen_at) as last_seen_at,
    min(offers.age_days) as age_days,
    bool_and(offers.is_stale) as is_stale,
    max_by(offers.source_id, offers.last_seen_at) as source_id,
    max_by(offers.capture_id, offers.last_seen_at) as capture_id
from offers
where offers.plan_name is not null and offers.kind <> 'plan'
group by offers.carrier_id, offers.plan_name;
comment on view plans
is 'Home plans: those whose page we read (with a price), and plan families that roaming offers name (without one; '
'whether these are still sold is not known)';
