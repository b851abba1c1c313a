-- What mails of rule $rule to $recipient told beside changes, and when each mail was frozen.
select
    news.news_id,
    max(digests.frozen_at) as frozen_at
from ops.digests as digests
inner join ops.digest_news as news on digests.digest_id = news.digest_id
where digests.rule = $rule and digests.recipient = $recipient
group by news.news_id;
