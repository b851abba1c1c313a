-- Amounts of a version, by what they are.
create table core.offer_prices (
    version_id varchar not null,
    offer_id varchar not null,
    role varchar not null,
    label varchar,
    amount decimal(18, 6) not null,
    currency varchar not null,
    unit varchar,
    months integer
);
comment on table core.offer_prices is 'Amounts of a version, by what they are';
comment on column core.offer_prices.version_id is 'The version';
comment on column core.offer_prices.offer_id is 'The offer';
comment on column core.offer_prices.role
is 'base, list, promo, member, from, first_line, next_line, overage, top_up, daily_cap, spend_cap';
comment on column core.offer_prices.label is 'Tells two prices of one role apart';
comment on column core.offer_prices.amount is 'In the currency''s main unit';
comment on column core.offer_prices.currency is 'ISO 4217';
comment on column core.offer_prices.unit is 'What it buys, where that is not the offer''s price_unit';
comment on column core.offer_prices.months is 'How long a promotion lasts';
