-- Networks that offers on sale name.
select
    networks.carrier_id,
    networks.offer_id,
    networks.place,
    networks.network,
    networks.mcc_mnc,
    networks.generations,
    networks.bands,
    networks.is_preferred,
    networks.handset_names,
    offers.last_seen_at,
    offers.last_seen_at + to_days($stale_after_days::integer + coalesce(parts.more_days, 0)) as stale_from_at,
    offers.source_id,
    offers.last_capture_id as capture_id
from core.networks as networks
inner join core.offers as offers on networks.version_id = offers.version_id
left join ops.source_parts as parts on offers.source_id = parts.source_id and offers.part = parts.part
where offers.observed_to is null and offers.recorded_to is null
order by networks.place, networks.offer_id, networks.network;
