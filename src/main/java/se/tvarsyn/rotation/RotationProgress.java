package se.tvarsyn.rotation;

/** Is told how far a campaign is. */
@FunctionalInterface
public interface RotationProgress {
    /**
     * @param step what the campaign works on, in a few words: {@code copied core.attendance}; no value of a row
     */
    void passed(String step);
}
