-- Grants. Nobody gets SOURCES (file, url, remote, s3 ...), CREATE FUNCTION, CREATE TEMPORARY TABLE or INTROSPECTION, so a
-- reader reaches nothing beside the tables named here. WITH REPLACE OPTION takes back what a role had before.

-- Releases, and nothing else: no core, no model, no ops.
GRANT SELECT ON mart.* TO tvarsyn_analyst WITH REPLACE OPTION;

GRANT SELECT ON core.* TO tvarsyn_steward WITH REPLACE OPTION;
GRANT SELECT ON ops.* TO tvarsyn_steward;
GRANT SELECT ON model.* TO tvarsyn_steward;
GRANT SELECT ON mart.* TO tvarsyn_steward;

-- The product makes its databases, migrates, loads, erases, makes models anew and rotates keys (core_rotating).
GRANT SELECT, INSERT, ALTER TABLE, CREATE DATABASE, CREATE TABLE, DROP DATABASE, DROP TABLE, TRUNCATE, OPTIMIZE ON core.* TO tvarsyn_feeder WITH REPLACE OPTION;
GRANT SELECT, INSERT, ALTER TABLE, CREATE DATABASE, CREATE TABLE, DROP DATABASE, DROP TABLE, TRUNCATE, OPTIMIZE ON core_rotating.* TO tvarsyn_feeder;
GRANT SELECT, INSERT, ALTER TABLE, CREATE DATABASE, CREATE TABLE, DROP TABLE, TRUNCATE, OPTIMIZE ON ops.* TO tvarsyn_feeder;
GRANT SELECT, INSERT, ALTER TABLE, CREATE DATABASE, CREATE TABLE, DROP TABLE, TRUNCATE, OPTIMIZE ON model.* TO tvarsyn_feeder;
GRANT SELECT, INSERT, ALTER TABLE, CREATE DATABASE, CREATE TABLE, DROP TABLE, TRUNCATE, OPTIMIZE ON mart.* TO tvarsyn_feeder;
-- Its driver names the database default in every request, and reads nothing there.
GRANT SHOW DATABASES ON default.* TO tvarsyn_feeder;
-- The proof of an erasure looks for parts that are replaced and not yet gone.
GRANT SELECT ON system.parts TO tvarsyn_feeder;
-- Only where server.xml asks for it (table_engines_require_grant).
GRANT TABLE ENGINE ON MergeTree TO tvarsyn_feeder;
GRANT TABLE ENGINE ON ReplacingMergeTree TO tvarsyn_feeder;
GRANT TABLE ENGINE ON Memory TO tvarsyn_feeder;
GRANT TABLE ENGINE ON Join TO tvarsyn_feeder;

-- A release is built beside the tables that stand, and swapped in.
GRANT SELECT, INSERT, ALTER TABLE, CREATE DATABASE, CREATE TABLE, DROP TABLE ON mart.* TO tvarsyn_publisher WITH REPLACE OPTION;
GRANT SHOW DATABASES ON default.* TO tvarsyn_publisher;
GRANT TABLE ENGINE ON MergeTree TO tvarsyn_publisher;
