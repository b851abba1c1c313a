-- Offers that came back, or are closed now.
delete from core.absences
where offer_id in (select unnest($offer_ids));
