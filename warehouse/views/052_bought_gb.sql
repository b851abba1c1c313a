-- bought_gb(price_unit): how many gigabytes one price of a rate buys; nothing if it is no rate for data.
create macro bought_gb(price_unit) as
coalesce(try_cast(regexp_extract(price_unit, '^([0-9]+) ', 1) as integer), 1)
* case regexp_extract(price_unit, '([a-z]+)$', 1)
    when 'kb' then 1.0::double / 1048576 when 'mb' then 1.0::double / 1024 when 'gb' then 1.0::double
end;
