package se.tvarsyn.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Settings and files that no connection to a source can be made from: all that is wrong, with the mends. */
public final class UnusableConnection extends Exception {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> problems;

    /** @param problems each begins with the name of a setting */
    UnusableConnection(String feed, List<String> problems) {
        super(problems.stream()
                .map(problem -> feed + ": sources." + feed + "." + problem)
                .collect(Collectors.joining("\n")));
        this.problems = new ArrayList<>(problems);
    }

    /** Each begins with the name of a setting; none holds a value. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
