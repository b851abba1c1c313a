-- size_class(gb, is_unlimited): the largest of 1, 3, 5, 10, 20 GB that a volume reaches, or unlimited.
create macro size_class(gb, is_unlimited) as
case
    when is_unlimited then 'unlimited'
    when gb * 1.0738 >= 20 then '20'
    when gb * 1.0738 >= 10 then '10'
    when gb * 1.0738 >= 5 then '5'
    when gb * 1.0738 >= 3 then '3'
    when gb * 1.0738 >= 1 then '1'
end;
