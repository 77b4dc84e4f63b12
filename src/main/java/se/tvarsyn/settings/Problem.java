package se.tvarsyn.settings;

import java.util.Objects;

/**
 * Something wrong in a file that a person wrote.
 *
 * @param file name as the user knows it: {@code mappings/school-lesson-csv.yaml}
 * @param line 1-based; 0 = the file as a whole
 * @param what what is wrong, which rule, and the mend
 */
public record Problem(String file, int line, String what) {
    public Problem {
        Objects.requireNonNull(file);
        Objects.requireNonNull(what);
    }

    /** {@code file:line: what, and the mend}. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + what;
    }
}
