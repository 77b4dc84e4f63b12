package se.tvarsyn.publication;

import java.util.ArrayList;
import java.util.List;
import se.tvarsyn.warehouse.Warehouse;

/** Whether readers see the releases that the ledger names, as they were, and nothing that may not be there. */
public final class ReleaseCheck {
    private ReleaseCheck() {}

    /**
     * @param facts with the ledger
     * @param mart where releases are read
     * @return what is wrong, one line each with the mend; empty where all is well
     */
    public static List<String> problems(Warehouse facts, Mart mart) {
        return problems(facts, mart, mart);
    }

    /**
     * The same with two logins.
     *
     * @param mart with a reader's: what stands there is what readers see
     * @param whole with one that may read as much as there is, to the byte; a reader's quota is for reading
     */
    public static List<String> problems(Warehouse facts, Mart mart, Mart whole) {
        List<String> problems = new ArrayList<>(mart.problems());
        for (ReleaseRecord release : new ReleaseLedger(facts).all()) {
            boolean isShown = mart.holds(release.period());
            if (release.isRetracted() && mart.holdsAnyOf(release.period())) {
                problems.add("release " + release.name() + " was taken back and is still shown; run release retract"
                        + " --period " + release.name() + " again");
            } else if (!release.isRetracted() && !isShown) {
                problems.add("release " + release.name() + " is not shown; run release create --period "
                        + release.name() + ", which shows what was kept");
            } else if (isShown && !whole.sha256(release).equals(release.sha256())) {
                problems.add("release " + release.name() + " is not shown as it was released; drop its partition from"
                        + " mart.release, then run release create --period " + release.name());
            }
        }
        return problems;
    }
}
