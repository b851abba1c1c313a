-- bought_days(price_unit, validity_days): how many days one price buys.
create macro bought_days(price_unit, validity_days) as
case regexp_extract(price_unit, '([a-z]+)$', 1)
    when 'day' then coalesce(try_cast(regexp_extract(price_unit, '^([0-9]+) ', 1) as integer), 1)
    when 'week' then 7 * coalesce(try_cast(regexp_extract(price_unit, '^([0-9]+) ', 1) as integer), 1)
    when 'month' then 30 * coalesce(try_cast(regexp_extract(price_unit, '^([0-9]+) ', 1) as integer), 1)
    when 'year' then 365
    when 'session' then coalesce(validity_days, 1)
    else validity_days
end;
