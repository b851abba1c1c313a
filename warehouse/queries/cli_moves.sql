-- What each move is, as a sentence.
select
    move_id,
    what,
    rows
from moves;
