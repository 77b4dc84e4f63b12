package se.tvarsyn.cli;

import picocli.CommandLine.Option;
import se.tvarsyn.operations.Delivery.Acceptance;

/** What somebody has looked at and allows, for {@code load} and {@code run}. */
final class AcceptOptions {
    @Option(
            names = "--accept-removals",
            description = "Takes back rows that a complete delivery no longer has, even if they are suspiciously many.")
    private boolean removals;

    @Option(names = "--accept-drift", description = "Takes the source's new layout as the right one from now on.")
    private boolean drift;

    Acceptance acceptance() {
        return new Acceptance(removals, drift);
    }
}
