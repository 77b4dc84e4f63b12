-- Settings profiles. readonly = 1, and not 2: with 2 a reader may change every setting that nobody thought of, and one of
-- them (additional_table_filters) was seen to look past column grants. What tools must set is named here one by one, with
-- bounds; every other setting is refused (error 164). MIN 1 where 0 would mean "no limit".
-- CHANGEABLE_IN_READONLY needs settings_constraints_replace_previous, which server.xml switches on.

CREATE SETTINGS PROFILE OR REPLACE tvarsyn_analyst SETTINGS
    readonly = 1 CONST,
    allow_ddl = 0 CONST,
    allow_introspection_functions = 0 CONST,
    -- One row per key, also where a table keeps older versions until they are merged.
    final = 1 CONST,
    max_rows_to_read = 50000000 CONST,
    max_bytes_to_read = 5000000000 CONST,
    read_overflow_mode = 'throw' CONST,
    max_memory_usage = 2000000000 CONST,
    max_memory_usage_for_user = 4000000000 CONST,
    max_concurrent_queries_for_user = 8 CONST,
    max_threads = 4 CONST,
    max_result_bytes = 200000000 CONST,
    timeout_overflow_mode = 'throw' CONST,
    -- Grafana sets it with every query; DBeaver and others where a time-out is chosen.
    max_execution_time = 60 MIN 1 MAX 60 CHANGEABLE_IN_READONLY,
    -- JDBC's setMaxRows, which DBeaver calls for its first page.
    max_result_rows = 100000 MIN 1 MAX 100000 CHANGEABLE_IN_READONLY,
    result_overflow_mode = 'throw' CHANGEABLE_IN_READONLY,
    -- JDBC: the session's time zone. It moves instants, and releases hold none.
    session_timezone = '' CHANGEABLE_IN_READONLY,
    -- HTTP clients: whole answers, compressed answers.
    http_wait_end_of_query = 0 CHANGEABLE_IN_READONLY,
    enable_http_compression = 0 CHANGEABLE_IN_READONLY,
    -- ODBC, SqlCompatibilitySettings: the SQL that Power BI writes by itself.
    cast_keep_nullable = 0 CHANGEABLE_IN_READONLY,
    prefer_column_name_to_alias = 0 CHANGEABLE_IN_READONLY
    TO tvarsyn_analyst;

-- A steward reads lessons by the hundred million: the same doors, wider limits.
CREATE SETTINGS PROFILE OR REPLACE tvarsyn_steward SETTINGS
    readonly = 1 CONST,
    allow_ddl = 0 CONST,
    allow_introspection_functions = 0 CONST,
    final = 1 CONST,
    max_rows_to_read = 2000000000 CONST,
    read_overflow_mode = 'throw' CONST,
    max_memory_usage = 8000000000 CONST,
    max_memory_usage_for_user = 12000000000 CONST,
    max_concurrent_queries_for_user = 8 CONST,
    timeout_overflow_mode = 'throw' CONST,
    max_execution_time = 600 MIN 1 MAX 600 CHANGEABLE_IN_READONLY,
    max_result_rows = 1000000 MIN 1 MAX 1000000 CHANGEABLE_IN_READONLY,
    result_overflow_mode = 'throw' CHANGEABLE_IN_READONLY,
    session_timezone = '' CHANGEABLE_IN_READONLY,
    http_wait_end_of_query = 0 CHANGEABLE_IN_READONLY,
    enable_http_compression = 0 CHANGEABLE_IN_READONLY,
    cast_keep_nullable = 0 CHANGEABLE_IN_READONLY,
    prefer_column_name_to_alias = 0 CHANGEABLE_IN_READONLY
    TO tvarsyn_steward;
