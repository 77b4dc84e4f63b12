package se.tvarsyn.broken.web.operations;

import se.tvarsyn.operations.DeliveryCounts;

/** A page that would show exact numbers of persons. */
record ShowsExactCounts(DeliveryCounts counts) {}
