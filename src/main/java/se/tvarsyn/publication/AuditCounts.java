package se.tvarsyn.publication;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What the auditor counted while it attacked a release, as the ledger keeps it: a sentence in English, from which the numbers
 * can be read again. No number is of persons.
 *
 * @param attacked counts that were attacked
 * @param needing how many of them are hidden or small
 * @param blocks parts of the population that were looked at closely
 * @param leftToPrograms cells that only linear programming could judge
 * @param held cells that were held against earlier releases
 * @param hidden cells that an attack found, and that were hidden then
 * @param findings what was found, and not hidden; 0 in every release that is shown
 */
public record AuditCounts(
        long attacked, long needing, long blocks, long leftToPrograms, long held, long hidden, long findings) {
    private static final String SENTENCE = "%d counts attacked, %d need protection; %d blocks, %d cells left to linear"
            + " programming; %d held against earlier releases; %d hidden after an attack; %d findings";

    /** Eighteen digits are a long. */
    private static final Pattern READ = Pattern.compile(SENTENCE.replace("%d", "(\\d{1,18})"));

    /** In a sentence, as the ledger keeps it and commands say it. */
    public String told() {
        return String.format(Locale.ROOT, SENTENCE, numbers().toArray());
    }

    /** @return empty where the sentence is not one that {@link #told} writes: an older or a later version wrote it */
    public static Optional<AuditCounts> of(String sentence) {
        Matcher read = READ.matcher(sentence);
        if (!read.matches()) {
            return Optional.empty();
        }
        long[] n = IntStream.rangeClosed(1, read.groupCount())
                .mapToLong(group -> Long.parseLong(read.group(group)))
                .toArray();
        return Optional.of(new AuditCounts(n[0], n[1], n[2], n[3], n[4], n[5], n[6]));
    }

    /** All, in the order of the sentence. */
    public List<Long> numbers() {
        return List.of(attacked, needing, blocks, leftToPrograms, held, hidden, findings);
    }
}
