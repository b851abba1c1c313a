-- Telephones, what SIM they take and which bands they use.
select * from ref.devices
order by device_id;
