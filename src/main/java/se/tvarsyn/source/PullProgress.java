package se.tvarsyn.source;

/** Told after each page of a pull, and of files that stay where they are. Messages are fit to be shown. */
@FunctionalInterface
public interface PullProgress {
    /**
     * @param pages pages of this endpoint so far
     * @param records records of this endpoint so far
     */
    void page(String endpoint, int pages, long records);

    /** A file is not ready, and nothing is wrong: a later run takes it. */
    default void fileWaits(String message) {}

    /** A file could not be taken, or not be put away; somebody should see to it. */
    default void fileProblem(String message) {}
}
