-- Which offers belong to which plan family, as their pages say.
create view plan_offers as
select
    plan_key(carrier_id, plan_name) as plan_id,
    offer_id,
    case when kind = 'included' or price_state = 'included' then 'included' else 'add_on' end as relation,
    eligibility as condition,
    last_seen_at,
    age_days,
    is_stale,
    source_id,
    capture_id
from offers
where plan_name is not null and kind <> 'plan';
comment on view plan_offers is 'Which offers belong to which plan family, as their pages say';
