package se.tvarsyn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.diagnosis.Doctor;
import se.tvarsyn.diagnosis.Finding;
import se.tvarsyn.settings.Home;

/** {@code doctor}: whether the home can do its work today. */
@Command(
        name = "doctor",
        description = "Probes machine, keys, legal basis, warehouse and sources; leaves nothing behind.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Override
    public Integer call() {
        Home home = program.home();
        Configuration configuration = Configuration.read(home, System.getenv("TVARSYN_WAREHOUSE_URL"), program.clock());
        if (!configuration.problems().isEmpty()) {
            // Settings that cannot be read would be probed as if nobody had written them.
            configuration.problems().forEach(p -> program.out().println("fail  " + p));
            return ExitCodes.PROBLEMS;
        }
        Finding.Level gravest =
                Doctor.examine(configuration, DemoHome.isDemo(home), program.clock(), finding -> program.out()
                        .println(finding));
        return switch (gravest) {
            case OK, WARN -> ExitCodes.DONE;
            case FAIL -> ExitCodes.PROBLEMS;
            case UNREACHABLE -> ExitCodes.UNREACHABLE;
        };
    }
}
