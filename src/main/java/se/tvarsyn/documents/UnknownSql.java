package se.tvarsyn.documents;

/** A statement is written in a way that these documents cannot follow. */
final class UnknownSql extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownSql(String what) {
        super(what);
    }
}
