-- Rules of law with the places that each holds in.
select
    rule_id,
    topic,
    value,
    from_on,
    to_on,
    review_by,
    source_url,
    confidence,
    string_agg(place, ' ' order by place) as places
from ref.rules
group by all
order by rule_id, from_on;
