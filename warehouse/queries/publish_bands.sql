-- Bands of 4G and 5G.
select * from ref.bands
order by generation, mhz, band;
