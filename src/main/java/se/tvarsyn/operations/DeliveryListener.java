package se.tvarsyn.operations;

/** Who is told how deliveries go: the command line, a test. */
public interface DeliveryListener {
    /** A batch is through; the counts are those of its delivery so far. */
    void progressed(String feed, DeliveryCounts counts);

    /** A delivery is loaded, held or failed. */
    void closed(DeliveryReport report);
}
