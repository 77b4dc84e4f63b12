package se.tvarsyn.conformance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the conformance battery needs to know of a feed: how its source writes things. Documents by file name, as a directory for `load`. */
interface FeedSource {
    String feed();
    /** Page or file names to content; the ordinary state with `persons` persons (official test numbers, SharedFolder/simulation.TestNumbers), deterministic. */
    Map<String, byte[]> ordinary(int persons);
    /** The same, one fact of the first person corrected (a later modified time where the source has one). */
    Map<String, byte[]> corrected(int persons);
    /** The same fact moved to another unit or date (null where the source's key holds both: then say why in a comment). */
    @Nullable
    Map<String, byte[]> moved(int persons);
    /** What the source sends when the first fact is deleted: its deletion message, or the full state without it. */
    Map<String, byte[]> deleted(int persons);
    /** Whether `deleted` is the whole state without the row (needs a completeness claim) rather than a deletion message. */
    boolean deletesByCompleteness();
    /** Ordinary plus one bad row; */
    Map<String, byte[]> withBadRow(int persons);
    /** SQL: current rows, ordered, all columns that a source decides: used to compare states ("SELECT … FROM core.x FINAL WHERE feed = … ORDER BY …"). */
    String state();
    /** Values that must appear in no log or message: numbers, names, ids, free text. */
    List<String> markers(int persons);
}
