-- The lines by which the text of watched pages changed.
select
    lines.change_id,
    lines.source_id,
    lines.part,
    changes.seen_at,
    changes.confirmed_at,
    changes.state,
    lines.position,
    lines.what,
    lines.line,
    changes.before_capture_id,
    changes.after_capture_id
from core.text_lines as lines
inner join core.changes as changes on lines.change_id = changes.change_id
order by changes.seen_at, lines.change_id, lines.position;
