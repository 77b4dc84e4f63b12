-- Risk: something else than a keyed token stands where a token belongs: an id of the source, or a number in disguise.
-- Of rows that a source took back only the key is left, so they are not asked.
-- The rows name the delivery, not the value: it may be the identity itself.
WITH '^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' AS version_8
SELECT table_name, column_name, feed, delivery_id, count() AS bad_rows
FROM
(
    SELECT 'attendance' AS table_name, feed, delivery_id,
        arrayJoin([('person_pseudonym', person_pseudonym), ('source_key', source_key)]) AS named
    FROM core.attendance
    WHERE NOT is_deleted
        -- As numbers first: texts of all lessons take minutes. ClickHouse orders tokens by their second half.
        AND (
            bitAnd(bitShiftRight(reinterpret(person_pseudonym, 'UInt64'), 12), 15) != 8
            OR person_pseudonym < toUUID('00000000-0000-0000-8000-000000000000')
            OR person_pseudonym >= toUUID('00000000-0000-0000-c000-000000000000')
            OR bitAnd(bitShiftRight(reinterpret(source_key, 'UInt64'), 12), 15) != 8
            OR source_key < toUUID('00000000-0000-0000-8000-000000000000')
            OR source_key >= toUUID('00000000-0000-0000-c000-000000000000'))
    UNION ALL
    SELECT 'pupil_term', feed, delivery_id,
        arrayJoin([('person_pseudonym', person_pseudonym), ('source_key', source_key)])
    FROM core.pupil_term WHERE NOT is_deleted
    UNION ALL
    SELECT 'social_event', feed, delivery_id,
        arrayJoin([('person_pseudonym', person_pseudonym), ('source_key', source_key)])
    FROM core.social_event WHERE NOT is_deleted
    UNION ALL
    SELECT 'leisure_visit', feed, delivery_id,
        arrayJoin([
            ('person_pseudonym', person_pseudonym),
            ('source_key', source_key),
            ('meeting_key', meeting_key),
            ('meeting_code_key', ifNull(meeting_code_key, meeting_key))])
    FROM core.leisure_visit WHERE NOT is_deleted
    UNION ALL
    SELECT 'attendance_period', feed, delivery_id,
        arrayJoin([('person_pseudonym', person_pseudonym), ('source_key', source_key)])
    FROM core.attendance_period WHERE NOT is_deleted
    UNION ALL
    SELECT 'absence_notice', feed, delivery_id,
        arrayJoin([('person_pseudonym', person_pseudonym), ('source_key', source_key)])
    FROM core.absence_notice WHERE NOT is_deleted
    UNION ALL
    SELECT 'grade', feed, delivery_id,
        arrayJoin([('person_pseudonym', person_pseudonym), ('source_key', source_key)])
    FROM core.grade WHERE NOT is_deleted
    UNION ALL
    SELECT 'support_case', feed, delivery_id,
        arrayJoin([('person_pseudonym', person_pseudonym), ('source_key', source_key)])
    FROM core.support_case WHERE NOT is_deleted
    UNION ALL
    SELECT 'care_day', feed, delivery_id,
        arrayJoin([('person_pseudonym', person_pseudonym), ('source_key', source_key)])
    FROM core.care_day WHERE NOT is_deleted
    UNION ALL
    SELECT 'facility_booking', feed, delivery_id, ('source_key', source_key)
    FROM core.facility_booking WHERE NOT is_deleted
    UNION ALL
    SELECT 'resource', feed, delivery_id, ('source_key', source_key)
    FROM core.resource WHERE NOT is_deleted
)
WHERE NOT match(toString(named.2), version_8)
    -- A source that knows no meetings, such as bookings, has zeros there.
    AND NOT (named.1 IN ('meeting_key', 'meeting_code_key') AND named.2 = toUUID('00000000-0000-0000-0000-000000000000'))
GROUP BY table_name, named.1 AS column_name, feed, delivery_id
ORDER BY table_name, column_name, feed, delivery_id;
