-- plan_key(carrier_id, plan_name): the id of a plan family that offers name.
create macro plan_key(carrier_id, plan_name) as
carrier_id || '/plan/' || trim(regexp_replace(lower(plan_name), '[^\pL\pN]+', '-', 'g'), '-');
