-- Risk: a row that no delivery of the ledger owns is in no figure (marts use loaded deliveries only), and nobody misses it.
SELECT table_name, feed, delivery_id, count() AS lost_rows
FROM
(
    SELECT 'attendance' AS table_name, feed, delivery_id FROM core.attendance FINAL
    UNION ALL SELECT 'pupil_term', feed, delivery_id FROM core.pupil_term FINAL
    UNION ALL SELECT 'social_event', feed, delivery_id FROM core.social_event FINAL
    UNION ALL SELECT 'leisure_visit', feed, delivery_id FROM core.leisure_visit FINAL
)
WHERE delivery_id NOT IN (SELECT delivery_id FROM ops.delivery)
GROUP BY table_name, feed, delivery_id
ORDER BY table_name, feed, delivery_id;
