-- The demo's first follow-up, of before there were releases. Nothing but a release fills mart, and mart is a warehouse of
-- its own: what an older demo left here is nobody's any more.
DROP TABLE IF EXISTS mart.fct_absence_by_month SYNC;

DROP TABLE IF EXISTS mart.fct_agency_overlap SYNC;
