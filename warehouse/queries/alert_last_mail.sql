-- When the newest mail of rule $rule to $recipient was frozen.
select max(frozen_at) as frozen_at
from ops.digests
where rule = $rule and recipient = $recipient;
