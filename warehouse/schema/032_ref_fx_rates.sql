-- Reference rates of the European Central Bank: bundled with the program, then as its feed gives them.
create table ref.fx_rates (
    currency varchar not null,
    rate_on date not null,
    per_eur decimal(18, 6) not null,
    source varchar not null,
    capture_id varchar,
    recorded_at timestamptz
);
comment on table ref.fx_rates is 'What one euro bought, by day: reference rates, never the rate that a bank charges';
comment on column ref.fx_rates.currency is 'ISO 4217';
comment on column ref.fx_rates.rate_on is 'The day of the rate; there is none on weekends and bank holidays';
comment on column ref.fx_rates.per_eur is 'Units of the currency for one euro';
comment on column ref.fx_rates.source is 'Whose rate: ECB';
comment on column ref.fx_rates.recorded_at is 'When we read it; of two for one day the last recorded stands';
comment on column ref.fx_rates.capture_id is 'The capture that gave it; nothing if it came with the program';
