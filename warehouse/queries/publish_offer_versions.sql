-- Every version of every offer, also what was taken back, one row each, as the views show offers.
-- What depends on the moment that is asked about (null here) is filled in by the views.
with ranked_prices as (
    select
        version_id,
        role,
        amount,
        currency,
        unit,
        row_number() over (partition by version_id, role order by label nulls first, rowid) as position
    from core.offer_prices
),

price_roles as (
    select
        version_id,
        max(amount) filter (where role = 'promo') as promo,
        max(amount) filter (where role = 'base') as base,
        max(amount) filter (where role = 'first_line') as first_line,
        max(amount) filter (where role = 'list') as list_price,
        max(amount) filter (where role = 'next_line') as next_line,
        max(amount) filter (where role = 'overage') as overage,
        max(unit) filter (where role = 'overage') as overage_unit,
        max(amount) filter (where role = 'daily_cap') as daily_cap,
        max(currency) filter (where role = 'promo') as promo_currency,
        max(currency) filter (where role = 'base') as base_currency,
        max(currency) filter (where role = 'first_line') as first_line_currency,
        max(currency) as any_currency
    from ranked_prices
    where position = 1
    group by version_id
),

spoken as (
    select
        version_id,
        max(minutes) filter (where service in ('voice', 'bundle')) as minutes,
        max(called_scope) filter (where minutes is not null) as minutes_scope,
        max(messages) as messages
    from core.offer_allowances
    where role = 'base'
    group by version_id
),

place_counts as (
    select
        version_id,
        count(distinct place) filter (where status in ('yes', 'conditional')) as place_count
    from core.offer_places
    group by version_id
),

priced as (
    select
        versions.*,
        roles.promo is not null as is_promo,
        roles.list_price as stated_list_price,
        roles.base,
        roles.next_line,
        roles.overage,
        roles.overage_unit,
        roles.daily_cap,
        coalesce(roles.promo, roles.base, roles.first_line) as price,
        coalesce(
            roles.promo_currency, roles.base_currency, roles.first_line_currency, roles.any_currency
        ) as currency,
        case when versions.data_basis = 'decimal' then 1000000000 else 1073741824 end as gb
    from core.seen_versions as versions
    left join price_roles as roles on versions.version_id = roles.version_id
),

sightings as (
    select
        offer_id,
        min(observed_from) as first_seen_at
    from core.seen_versions
    where recorded_to is null
    group by offer_id
)

select
    priced.offer_id,
    priced.carrier_id,
    coalesce(sources.carrier, priced.carrier_id) as carrier,
    sources.carrier_type,
    coalesce(sources.home_country, upper(left(priced.carrier_id, 2))) as home_country,
    coalesce(priced.segment, sources.segment) as segment,
    priced.kind,
    priced.service,
    priced.sim,
    priced.label as offer_name,
    priced.price,
    priced.currency,
    priced.price_unit,
    coalesce(priced.stated_list_price, case when priced.is_promo then priced.base end) as list_price,
    coalesce(priced.is_promo, false) as is_promo,
    null::decimal(18, 4) as price_usd,
    null::decimal(18, 4) as price_eur,
    null::date as fx_on,
    priced.tax_basis,
    null::decimal(18, 6) as lowest_price_30d,
    round(priced.data_bytes / priced.gb, 6) as data_gb,
    priced.data_per as data_period,
    priced.data_bytes,
    priced.data_basis,
    priced.is_unlimited,
    round(priced.fair_use_bytes / priced.gb, 6) as fair_use_gb,
    priced.shares_home_allowance,
    priced.after_cap,
    priced.throttle_kbps,
    priced.overage as overage_price,
    priced.overage_unit,
    priced.daily_cap as daily_cap_price,
    priced.max_charges,
    priced.max_charges_per,
    priced.next_line as extra_line_price,
    spoken.minutes,
    spoken.minutes_scope,
    spoken.messages,
    priced.validity_days,
    priced.day_rule,
    priced.day_tz,
    priced.start_rule,
    priced.activate_within_days,
    priced.tethering,
    coalesce(place_counts.place_count, 0) as place_count,
    priced.claimed_places as claimed_place_count,
    priced.places_basis,
    priced.stated_from_on,
    priced.stated_to_on,
    sightings.first_seen_at,
    priced.last_seen_at,
    null::integer as age_days,
    null::boolean as is_stale,
    coalesce(
        priced.confidence,
        case
            when
                priced.observed_to is null
                and (parts.held_reason is not null or priced.last_seen_at < parts.last_observed_at)
                and priced.looked_on is null
                then 'unverified'
            else 'primary'
        end
    ) as confidence,
    priced.source_id,
    priced.last_capture_id as capture_id,
    sources.url,
    priced.usage,
    priced.scope,
    priced.variant,
    priced.eligibility,
    priced.called_scope,
    priced.plan as plan_name,
    priced.price_state,
    priced.billing_increment,
    priced.fair_use_days,
    priced.throttle_words,
    priced.exclusions,
    priced.conditions,
    priced.claimed_places_is_minimum as claimed_is_minimum,
    priced.part,
    priced.looked_by,
    priced.looked_on,
    priced.more_days,
    priced.version_id,
    priced.observed_from,
    priced.observed_to,
    priced.recorded_from,
    priced.closed_recorded_at,
    priced.recorded_to,
    priced.from_capture_id,
    priced.to_capture_id,
    priced.cause,
    priced.row_hash,
    priced.observed_to is null and priced.recorded_to is null as is_current
from priced
left join ops.sources as sources on priced.source_id = sources.source_id
left join ops.parts as parts on priced.source_id = parts.source_id and priced.part = parts.part
left join spoken on priced.version_id = spoken.version_id
left join place_counts on priced.version_id = place_counts.version_id
left join sightings on priced.offer_id = sightings.offer_id
order by is_current desc, priced.offer_id asc, priced.observed_from asc;
