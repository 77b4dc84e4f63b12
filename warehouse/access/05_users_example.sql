-- Users are made by the IT department, one for each person and tool: copy, put in the names, and keep passwords out of
-- files. Every line is a comment, so that running this file by mistake makes nobody.
-- A certificate, LDAP or Kerberos is better than a password where the server has it (IDENTIFIED WITH ssl_certificate ...).

-- CREATE USER tvarsyn IDENTIFIED WITH sha256_password BY '<password>' HOST IP '<address of the Tvärsyn machine>' DEFAULT DATABASE core;
-- GRANT tvarsyn_feeder TO tvarsyn;

-- CREATE USER tvarsyn_release IDENTIFIED WITH sha256_password BY '<password>' HOST IP '<address of the Tvärsyn machine>';
-- GRANT tvarsyn_publisher TO tvarsyn_release;

-- CREATE USER tvarsyn_reader IDENTIFIED WITH sha256_password BY '<password>' HOST IP '<address of the Tvärsyn machine>' DEFAULT DATABASE mart;
-- GRANT tvarsyn_analyst TO tvarsyn_reader;

-- CREATE USER <steward> IDENTIFIED WITH sha256_password BY '<password>' HOST IP '<address range>' DEFAULT DATABASE model;
-- GRANT tvarsyn_steward TO <steward>;

-- CREATE USER <analyst or tool> IDENTIFIED WITH sha256_password BY '<password>' HOST IP '<address range>' DEFAULT DATABASE mart;
-- GRANT tvarsyn_analyst TO <analyst or tool>;

-- Nobody has two of these roles. See what a user may do: SHOW GRANTS FOR <user>; SHOW CREATE SETTINGS PROFILE tvarsyn_analyst;
