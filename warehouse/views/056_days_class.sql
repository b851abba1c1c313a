-- days_class(days): the longest of 1, 7, 15 and 30 days that an offer lasts.
create macro days_class(days) as
case when days >= 30 then 30 when days >= 15 then 15 when days >= 7 then 7 when days >= 1 then 1 end;
