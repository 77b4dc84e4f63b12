package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Erasures;
import se.tvarsyn.application.Installation;
import se.tvarsyn.audit.AuditorKey;
import se.tvarsyn.erasure.ErasureCase;
import se.tvarsyn.erasure.ErasureCases;
import se.tvarsyn.erasure.ErasureProof;
import se.tvarsyn.pseudonymization.SoughtPersons;
import se.tvarsyn.quarantine.NotInQuarantine;
import se.tvarsyn.settings.Home;

/** {@code erase}: takes persons out of the warehouse for good, by two principals. */
@Command(
        name = "erase",
        description = "Erases persons: one principal requests, another approves.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "request|approve|undo|list",
        subcommands = {
            EraseCommand.Request.class,
            EraseCommand.Approve.class,
            EraseCommand.Undo.class,
            EraseCommand.ListCases.class
        })
final class EraseCommand {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    private Erasures erasures(Home home) throws IOException {
        return new Erasures(home, program.keys(home), program.clock());
    }

    /** The two options by which every step of a case names its principal. */
    static final class By {
        @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who you are.")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Option(names = "--secret-file", paramLabel = "F", description = "File with your secret.")
        private @Nullable Path secretFile;

        Erasures.Actor actor(Tvarsyn program) throws IOException {
            return Actors.prove(program, name, secretFile);
        }
    }

    @Command(name = "request", description = "Opens a case; prints its id.")
    static final class Request implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private EraseCommand erase;

        @Option(names = "--input", required = true, paramLabel = "F", description = "One personnummer a line.")
        @SuppressWarnings("NullAway.Init")
        private Path input;

        @Option(names = "--case", required = true, paramLabel = "TEXT", description = "Diary number; never a person.")
        @SuppressWarnings("NullAway.Init")
        private String reference;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private By by;

        @Override
        public Integer call() throws IOException {
            Tvarsyn program = erase.program;
            if (!Files.isReadable(input)) {
                throw new Failure(ExitCodes.USAGE, "--input: the file cannot be read; check the path");
            }
            Erasures.Actor actor = by.actor(program);
            List<String> problems = new ArrayList<>();
            SoughtPersons persons =
                    SoughtPersons.read(input, LocalDate.now(program.clock().withZone(SWEDEN)), problems);
            if (persons == null) {
                problems.forEach(p -> program.err().println(input.getFileName() + ":" + p));
                throw new Failure(ExitCodes.PROBLEMS, "no case was opened; mend the lines above");
            }
            AuditorKey auditor = auditor(program);
            program.out().println(erase.erasures(program.home()).request(persons, reference, actor, auditor));
            program.err()
                    .println("another principal carries it out with './tvarsyn erase approve'; destroy "
                            + input.getFileName());
            return ExitCodes.DONE;
        }

        private static @Nullable AuditorKey auditor(Tvarsyn program) {
            Path file = program.settings(program.home()).auditorKeyFile();
            try {
                return file == null ? null : AuditorKey.read(file);
            } catch (AuditorKey.Unfit e) {
                throw new Failure(
                        ExitCodes.PROBLEMS, "audit.public-key-file: " + e.getMessage() + "; no case was opened");
            }
        }
    }

    @Command(name = "undo", description = "Opens a case that lets erased persons be loaded again; prints its id.")
    static final class Undo implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private EraseCommand erase;

        @Parameters(paramLabel = "ID", description = "The erasure to undo.")
        @SuppressWarnings("NullAway.Init")
        private String id;

        @Option(names = "--case", required = true, paramLabel = "TEXT", description = "Diary number; never a person.")
        @SuppressWarnings("NullAway.Init")
        private String reference;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private By by;

        @Override
        public Integer call() throws IOException {
            Erasures.Actor actor = by.actor(erase.program);
            try {
                erase.program.out().println(erase.erasures(erase.program.home()).undo(id, reference, actor));
                return ExitCodes.DONE;
            } catch (ErasureCases.CaseRefused e) {
                throw new Failure(ExitCodes.PROBLEMS, String.valueOf(e.getMessage()));
            }
        }
    }

    @Command(name = "approve", description = "Approves a case of somebody else and carries it out.")
    static final class Approve implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private EraseCommand erase;

        @Parameters(paramLabel = "ID")
        @SuppressWarnings("NullAway.Init")
        private String id;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private By by;

        @Override
        public Integer call() throws IOException {
            Tvarsyn program = erase.program;
            Erasures.Actor actor = by.actor(program);
            Configuration configuration = program.configuration();
            Erasures erasures = erase.erasures(configuration.home());
            try (Installation installation = Installation.open(configuration, program.clock())) {
                String head = erasures.approve(installation, id, actor, left -> program.err()
                        .println("waiting until replaced parts of " + left + " tables are removed …"));
                program.out().println("carried out; audit head " + head + ": keep it with the case");
                return ExitCodes.DONE;
            } catch (ErasureCases.CaseRefused | ErasureProof.NotErased | NotInQuarantine e) {
                throw new Failure(ExitCodes.PROBLEMS, String.valueOf(e.getMessage()));
            }
        }
    }

    @Command(name = "list", description = "Shows every case; never a person.")
    static final class ListCases implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private EraseCommand erase;

        @Override
        public Integer call() throws IOException {
            DateTimeFormatter local =
                    DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(SWEDEN);
            for (ErasureCase found : erase.erasures(erase.program.home()).all()) {
                String kind = found.undoes() == null ? "erasure" : "undo of " + found.undoes();
                String state = found.isClosed() ? "carried out" : found.approvedBy() == null ? "open" : "not finished";
                erase.program
                        .out()
                        .println(found.id() + "\t" + kind + "\t" + state + "\t" + local.format(found.requestedAt())
                                + "\t" + found.requestedBy() + "\t" + found.reference());
            }
            return ExitCodes.DONE;
        }
    }
}
