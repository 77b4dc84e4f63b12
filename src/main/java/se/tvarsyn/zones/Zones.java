package se.tvarsyn.zones;

/** What a home's owner should know about zones. */
public final class Zones {
    private Zones() {}

    /**
     * What {@code doctor} says of a home that both makes tokens and reaches the warehouse; "" for one end of two zones.
     *
     * @param hasTokenKeys whether the home holds keys of tokens
     * @param isZone whether {@code zone.role} is set
     * @param hasServer whether the warehouse is a ClickHouse server rather than the embedded engine
     */
    public static String warning(boolean hasTokenKeys, boolean isZone, boolean hasServer) {
        if (!hasTokenKeys || isZone) {
            return "";
        }
        return "zones: one account of this machine reads both the keys of the tokens and "
                + (hasServer ? "the way into the warehouse" : "the warehouse itself")
                + ": whoever has it can tell who is who. This is for a trial, or where every source belongs to one"
                + " authority. Otherwise let each agency send from a home of its own, and receive in one without keys:"
                + " docs/zones.md";
    }
}
