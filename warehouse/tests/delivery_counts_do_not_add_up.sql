-- Risk: records vanish between feed and table, neither loaded nor rejected, protected or skipped.
SELECT delivery_id, feed, status, read_count, accepted_count, rejected_count, protected_count, skipped_count
FROM ops.delivery FINAL
WHERE status = 'loaded'
    AND (read_count != accepted_count + rejected_count + protected_count + skipped_count
        OR unlinked_count > accepted_count
        OR unmapped_unit_count > accepted_count)
ORDER BY feed, delivery_id;
