package se.tvarsyn.broken.web;

import se.tvarsyn.operations.ShownDelivery;

/** A page of another section that would show deliveries. */
record ShowsDeliveries(ShownDelivery delivery) {}
