package se.tvarsyn.warehouse;

/** The engine refused or broke off a statement. The message is safe to show: {@link ErrorText} made it. */
final class StatementFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    StatementFailed(int code, String name, String message) {
        super("Code: " + code + ". DB::Exception: " + message + " (" + name + ")");
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The HTTP status a ClickHouse server would answer with. */
    int status() {
        return switch (code) {
            case 516, 194 -> 401;
            case 497, 291, 164 -> 403;
            case 60, 81, 47, 46, 50, 73, 115, 16 -> 404;
            case 48, 344 -> 501;
            case 62, 36, 27, 26, 6, 33, 38, 41, 53, 69, 70, 72, 117, 130, 131, 376, 456, 457 -> 400;
            default -> 500;
        };
    }
}
