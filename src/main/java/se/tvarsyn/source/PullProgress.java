package se.tvarsyn.source;

/** Told after each page of a pull. */
@FunctionalInterface
public interface PullProgress {
    /**
     * @param pages pages of this endpoint so far
     * @param records records of this endpoint so far
     */
    void page(String endpoint, int pages, long records);
}
