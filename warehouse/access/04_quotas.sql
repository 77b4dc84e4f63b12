-- Quotas, for each user by name. Why errors are few: what hides a row can often be asked about through an error that only
-- comes where the row is there, one error an answer. Somebody who mistypes has enough of them.

CREATE QUOTA OR REPLACE tvarsyn_analyst KEYED BY user_name
    FOR INTERVAL 1 hour MAX queries = 2000, errors = 20, result_rows = 5000000, read_rows = 1000000000, execution_time = 900,
    FOR INTERVAL 1 day MAX errors = 60
    TO tvarsyn_analyst;

CREATE QUOTA OR REPLACE tvarsyn_steward KEYED BY user_name
    FOR INTERVAL 1 hour MAX queries = 2000, errors = 200, execution_time = 3600
    TO tvarsyn_steward;
