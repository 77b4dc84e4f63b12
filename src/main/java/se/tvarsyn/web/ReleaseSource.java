package se.tvarsyn.web;

import java.util.function.Function;
import se.tvarsyn.warehouse.Statements;

/** Where the pages read releases, with an analyst's rights. */
interface ReleaseSource extends AutoCloseable {
    /** Whether anything was ever released here. */
    boolean isThere();

    /** While it stands, nothing was released or taken back, or not so long ago that pages must know. */
    String mark();

    /** @throws FiguresUnavailable where releases cannot be read just now; its word says why */
    <T> T ask(Function<Statements, T> question);

    /** Whether it is connected just now. */
    boolean isHeld();

    @Override
    void close();

    /** ClickHouse's number of what went wrong, and none of its text. */
    final class NotAnswered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int code;

        NotAnswered(int code) {
            super("the question was not answered (ClickHouse error " + code + ")");
            this.code = code;
        }

        /** Nothing was ever released: UNKNOWN_TABLE or UNKNOWN_DATABASE. */
        boolean isAboutNoTable() {
            return code == 60 || code == 81;
        }
    }
}
