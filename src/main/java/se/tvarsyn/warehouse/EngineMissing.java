package se.tvarsyn.warehouse;

/** There is no embedded engine to open: not fetched, or not made for this platform. */
public final class EngineMissing extends WarehouseUnreachable {
    private static final long serialVersionUID = 1L;

    EngineMissing(String what) {
        super("The embedded ClickHouse engine is missing (" + what
                + "): install npm and run ./tvarsyn or mvn generate-resources again,"
                + " or set warehouse.url in tvarsyn.yaml to a ClickHouse server");
    }
}
