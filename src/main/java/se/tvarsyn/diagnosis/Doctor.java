package se.tvarsyn.diagnosis;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import se.tvarsyn.application.Configuration;

/** Makes every probe of a home, one after the other, and tells each finding when it is made. */
public final class Doctor {
    private Doctor() {}

    /**
     * Probes the home; a probe that fails by itself is a finding too.
     *
     * @param isDemo whether it is the demo's home, whose keys are marked so
     * @return the gravest level
     */
    public static Finding.Level examine(
            Configuration configuration, boolean isDemo, Clock clock, Consumer<Finding> told) {
        List<Supplier<List<Finding>>> probes = List.of(
                new MachineProbe(
                        Runtime.version().feature(),
                        Path.of("/proc"),
                        configuration.home().directory())::findings,
                new LawProbe(configuration, LocalDate.now(clock))::findings,
                new KeyProbe(configuration, isDemo, clock)::findings,
                new StoreProbe(configuration.home(), clock)::findings,
                new WarehouseProbe(configuration, clock)::findings,
                new SourceProbes(configuration, clock)::findings);
        Finding.Level gravest = Finding.Level.OK;
        for (Supplier<List<Finding>> probe : probes) {
            for (Finding finding : made(probe)) {
                told.accept(finding);
                gravest = finding.level().compareTo(gravest) > 0 ? finding.level() : gravest;
            }
        }
        return gravest;
    }

    private static List<Finding> made(Supplier<List<Finding>> probe) {
        try {
            return probe.get();
        } catch (RuntimeException e) {
            // The message of a library may hold a value: only the type is told.
            return new ArrayList<>(List.of(Finding.fail(
                    "a probe failed (" + e.getClass().getSimpleName() + ")", "run it again, and report it")));
        }
    }
}
