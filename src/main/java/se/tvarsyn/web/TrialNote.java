package se.tvarsyn.web;

import java.util.List;

/**
 * What every page says while a legal basis is a trial entry ({@code legal-basis}, {@code trial: true}).
 *
 * @param feeds whose is; empty = the pages say nothing
 */
record TrialNote(List<String> feeds) {
    TrialNote {
        feeds = List.copyOf(feeds);
    }
}
