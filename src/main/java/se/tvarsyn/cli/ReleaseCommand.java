package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code release}: what analysts and leads may see. */
@Command(
        name = "release",
        description = "Makes, lists, attacks, exports and takes back releases of protected figures.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ReleaseCommand.Create.class,
            ReleaseCommand.ListAll.class,
            ReleaseCommand.Audit.class,
            ReleaseCommand.Export.class,
            ReleaseCommand.Retract.class
        })
final class ReleaseCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "name one: create, list, audit, export or retract");
    }

    Tvarsyn program() {
        return program;
    }

    /** Makes the release of a period. */
    @Command(
            name = "create",
            description = "Makes the release of a period, attacks it, and shows it where the attack fails.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private ReleaseCommand release;

        @Option(names = "--period", required = true, paramLabel = "PERIOD", description = ReleaseAct.PERIODS)
        @SuppressWarnings("NullAway.Init")
        private String period;

        @Option(names = "--by", paramLabel = "NAME", description = "Who releases; default the user of this machine.")
        private @Nullable String by;

        @Override
        public Integer call() throws IOException {
            return new ReleaseAct(release.program()).create(period, by, false);
        }
    }

    /** Attacks what the release of a period would show. */
    @Command(
            name = "audit",
            description = "Attacks what the release of a period would show; writes nothing.",
            mixinStandardHelpOptions = true)
    static final class Audit implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private ReleaseCommand release;

        @Option(names = "--period", required = true, paramLabel = "PERIOD", description = ReleaseAct.PERIODS)
        @SuppressWarnings("NullAway.Init")
        private String period;

        @Override
        public Integer call() throws IOException {
            return new ReleaseAct(release.program()).create(period, null, true);
        }
    }

    /** All releases. */
    @Command(name = "list", description = "Lists every release there was.", mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private ReleaseCommand release;

        @Override
        public Integer call() throws IOException {
            return new ReleaseAct(release.program()).list();
        }
    }

    /** Writes a release as files. */
    @Command(name = "export", description = "Writes a release as files.", mixinStandardHelpOptions = true)
    static final class Export implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private ReleaseCommand release;

        @Option(names = "--period", required = true, paramLabel = "PERIOD", description = ReleaseAct.PERIODS)
        @SuppressWarnings("NullAway.Init")
        private String period;

        @Option(
                names = "--format",
                required = true,
                paramLabel = "FORMAT",
                description = "csv (with a codebook), jsonstat, xlsx or parquet.")
        @SuppressWarnings("NullAway.Init")
        private Format format;

        @Option(names = "--output", paramLabel = "DIR", description = "Folder to write to; default the current one.")
        private Path output = Path.of("");

        @Override
        public Integer call() throws IOException {
            return new ReleaseAct(release.program()).export(period, format, output);
        }

        enum Format {
            CSV,
            JSONSTAT,
            XLSX,
            PARQUET
        }
    }

    /** Takes a release back. */
    @Command(
            name = "retract",
            description = "Takes a release away from readers. Its period is not released again.",
            mixinStandardHelpOptions = true)
    static final class Retract implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private ReleaseCommand release;

        @Option(names = "--period", required = true, paramLabel = "PERIOD", description = ReleaseAct.PERIODS)
        @SuppressWarnings("NullAway.Init")
        private String period;

        @Option(
                names = "--by",
                paramLabel = "NAME",
                description = "Who takes it back; default the user of this machine.")
        private @Nullable String by;

        @Override
        public Integer call() throws IOException {
            return new ReleaseAct(release.program()).retract(period, by);
        }
    }
}
