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
    offers.source_id,
    offers.last_capture_id as capture_id,
    offers.more_days
from core.networks as networks
inner join core.seen_versions as offers on networks.version_id = offers.version_id
where offers.observed_to is null and offers.recorded_to is null
order by networks.place, networks.offer_id, networks.network;
