-- Mobile networks of the world by their codes.
select * from ref.network_codes
order by place, mcc_mnc, network_id;
