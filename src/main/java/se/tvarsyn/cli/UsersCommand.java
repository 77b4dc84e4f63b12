package se.tvarsyn.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.audit.AuditLog;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.ServeSettings;
import se.tvarsyn.web.Role;
import se.tvarsyn.web.UsersFile;
import se.tvarsyn.web.ViewLimit;

/** {@code users}: who may log in to the pages where there is no other log-in service. */
@Command(
        name = "users",
        description = "Local users of the pages.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "add | remove | list",
        subcommands = {UsersCommand.Add.class, UsersCommand.Remove.class, UsersCommand.All.class})
final class UsersCommand {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    static UsersFile file(Home home, ServeSettings settings) {
        return new UsersFile(home.directory().resolve(settings.usersFile()));
    }

    private UsersFile file() {
        Home home = program.home();
        return file(home, program.settings(home).serve());
    }

    private void audit(KeyStoreFile keys, String act, String user) throws IOException {
        new AuditLog(program.home().audit(), keys.homeKeys().audit(), program.clock())
                .append(System.getProperty("user.name", "?"), act, Map.of("user", user));
    }

    /** Adds a user. */
    @Command(
            name = "add",
            description =
                    "Adds a user, or gives one a new password, roles and limit. Reads the password from the console, or"
                            + " from stdin where there is none.",
            mixinStandardHelpOptions = true)
    static final class Add implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private UsersCommand users;

        @Parameters(paramLabel = "NAME")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "lead, analyst, operator, privacy-officer or admin; may be given several times.")
        private List<String> roles = new ArrayList<>();

        @Option(names = "--district", paramLabel = "DISTRICT", description = "Limits a lead to a district.")
        private @Nullable String district;

        @Option(
                names = "--unit",
                paramLabel = "CODE",
                description = "Limits a lead to a school unit; may be given several times.")
        private List<String> units = new ArrayList<>();

        @Override
        public Integer call() throws IOException {
            Set<Role> given = new TreeSet<>();
            for (String word : roles) {
                given.add(Role.of(word)
                        .orElseThrow(() -> new Failure(
                                ExitCodes.USAGE, "--role must be lead, analyst, operator, privacy-officer or admin")));
            }
            KeyStoreFile keys = users.program.keys(users.program.home());
            try {
                users.file().put(name, password(), given, new ViewLimit(district, Set.copyOf(units)));
            } catch (IllegalArgumentException e) {
                throw new Failure(ExitCodes.USAGE, String.valueOf(e.getMessage()));
            }
            users.audit(keys, "user-add", name);
            users.program.out().println("user " + name + " may log in");
            return ExitCodes.DONE;
        }

        /** Never an argument: those stand in the list of processes and in the shell's history. */
        private static String password() throws IOException {
            Console console = System.console();
            if (console == null) {
                String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
                return line == null ? "" : line;
            }
            String first = String.valueOf(console.readPassword("password: "));
            if (!first.equals(String.valueOf(console.readPassword("again: ")))) {
                throw new Failure(ExitCodes.USAGE, "the two are not the same; try again");
            }
            return first;
        }
    }

    /** Removes a user. */
    @Command(
            name = "remove",
            description = "Removes a user, whose sessions end with the next page.",
            mixinStandardHelpOptions = true)
    static final class Remove implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private UsersCommand users;

        @Parameters(paramLabel = "NAME")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Override
        public Integer call() throws IOException {
            KeyStoreFile keys = users.program.keys(users.program.home());
            if (!users.file().remove(name)) {
                throw new Failure(ExitCodes.PROBLEMS, "there is no such user; 'users list' shows who there is");
            }
            users.audit(keys, "user-remove", name);
            users.program.out().println("user " + name + " is removed");
            return ExitCodes.DONE;
        }
    }

    /** Lists the users. */
    @Command(name = "list", description = "Lists users, roles and limits.", mixinStandardHelpOptions = true)
    static final class All implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private UsersCommand users;

        @Override
        public Integer call() throws IOException {
            for (UsersFile.Entry user : users.file().all()) {
                users.program
                        .out()
                        .println(user.name() + "\t"
                                + user.roles().stream().map(Role::word).sorted().collect(Collectors.joining(", "))
                                + limit(user.limit()));
            }
            return ExitCodes.DONE;
        }

        private static String limit(ViewLimit limit) {
            String district = limit.district() == null ? "" : "\tdistrict " + limit.district();
            return limit.units().isEmpty()
                    ? district
                    : district + "\tunits " + limit.units().stream().sorted().collect(Collectors.joining(", "));
        }
    }
}
