-- One row per offer on sale and place that it names: the view for comparing.
create view prices as
select
    offers.*,
    coverage.place,
    coverage.place_name,
    coverage.zone,
    coverage.status,
    coverage.note
from offers
inner join coverage on offers.offer_id = coverage.offer_id;
comment on view prices is 'One row per offer on sale and place that it names: the view for comparing';
