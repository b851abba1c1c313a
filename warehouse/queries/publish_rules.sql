-- Dated rules, by place.
select * from ref.rules
order by place, topic, rule_id;
