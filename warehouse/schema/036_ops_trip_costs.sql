-- What saved trips were found to cost, each time that it was other than before.
create table ops.trip_costs (
    trip_id varchar not null,
    computed_at timestamptz not null,
    position bigint not null,
    option varchar not null,
    total_usd decimal(18, 6) not null,
    total_usd_high decimal(18, 6) not null,
    is_proven boolean not null,
    offer_ids varchar,
    run_id varchar
);
comment on table ops.trip_costs is 'What saved trips were found to cost, each time that it was other than before';
comment on column ops.trip_costs.trip_id is 'The name under which the trip is saved in trips.toml';
comment on column ops.trip_costs.computed_at is 'When it was computed';
comment on column ops.trip_costs.position is 'The order of the ways: proven coverage first, then by cost';
comment on column ops.trip_costs.option is 'The plan or seller';
comment on column ops.trip_costs.total_usd is 'What it costs all lines together, at the least';
comment on column ops.trip_costs.total_usd_high is 'At the most: more where something needed was not given';
comment on column ops.trip_costs.is_proven is 'Every page behind it lists the places of the trip';
comment on column ops.trip_costs.offer_ids is 'The offers that it is made of';
comment on column ops.trip_costs.run_id is 'The run after which it was computed';
