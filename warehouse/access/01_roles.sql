-- Roles on a ClickHouse server. Run these files in order as an administrator (access_management = 1); running them again
-- sets everything back to what stands here. server.xml goes to the server first.
-- The embedded engine needs none of this: whoever may read its files is its steward (docs/embedded-engine.md).

-- What the product itself needs: warehouse.user in tvarsyn.yaml.
CREATE ROLE IF NOT EXISTS tvarsyn_feeder;
-- Shows releases, and reads nothing else: publication.user. Where warehouse.url is another server, this is the only role of the
-- product on the server of releases.
CREATE ROLE IF NOT EXISTS tvarsyn_publisher;
-- Answers for the data: sees pseudonymised rows and exact figures, changes nothing.
CREATE ROLE IF NOT EXISTS tvarsyn_steward;
-- Analysts, and the tools that project leads look at: see releases only.
CREATE ROLE IF NOT EXISTS tvarsyn_analyst;
