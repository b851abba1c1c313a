-- total_gb(data_gb, data_period, days): what one price buys in all, in gigabytes.
create macro total_gb(data_gb, data_period, days) as
case data_period
    when 'day' then data_gb * days
    when 'month' then data_gb * greatest(coalesce(days, 30) / 30.0, 1)
    else data_gb
end;
