-- The rules of a place that touch a visitor: what it asks of visitors, and what binds a seller at home there.
with areas as (
    select
        rule_id,
        count(*) > 1 as is_area,
        bool_or(place = $home_country) as binds_seller
    from rules
    group by rule_id
)

select rules.*
from rules
inner join areas on rules.rule_id = areas.rule_id
where
    rules.place = $place
    and (
        rules.topic in ('sim_registration', 'device', 'esim', 'esim_sale', 'voice_apps', 'privacy')
        or (rules.topic = 'roaming' and not areas.is_area)
        or (areas.binds_seller and rules.topic not in ('wholesale_cap', 'market_data'))
    )
order by rules.topic, rules.rule_id;
