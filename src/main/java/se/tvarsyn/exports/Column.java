package se.tvarsyn.exports;

/**
 * A metric, or one value of across of it.
 *
 * @param across "" where the metric has none
 */
record Column(MetricText metric, String across) {
    String id() {
        return across.isEmpty() ? metric.id() : metric.id() + ":" + across;
    }

    String label(ReleaseSheet sheet) {
        return across.isEmpty() ? metric.nameSv() : metric.nameSv() + ": " + sheet.acrossLabel(metric.id(), across);
    }
}
