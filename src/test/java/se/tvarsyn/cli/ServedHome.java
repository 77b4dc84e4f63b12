package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Figures;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.KeyPlace;
import se.tvarsyn.application.Operator;
import se.tvarsyn.application.ReleasePlace;
import se.tvarsyn.audit.AuditLog;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.quarantine.QuarantineChoice;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.ServeSettings;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.web.PageServer;
import se.tvarsyn.web.Role;
import se.tvarsyn.web.UsersFile;
import se.tvarsyn.web.Visitor;

/** A real home, served as {@code serve} does it, with a user of every role. */
final class ServedHome implements AutoCloseable {
    static final String FEED = "school-lesson-csv";
    static final String PULLED = "school-ss12000";
    static final String PASSWORD = "en lagom lång mening";
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T10:00:00Z"), ZoneId.of("Europe/Stockholm"));
    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    final InProcess program;
    final Path inbox;
    final Operator operator;
    private final Home home;
    private final Installation installation;
    private final PageServer pages;

    /** @param folder empty */
    ServedHome(Path folder) throws IOException {
        this(initialized(folder, ""), folder.resolve("inbox"));
    }

    private ServedHome(InProcess program, Path inbox) throws IOException {
        this.program = program;
        this.inbox = inbox;
        home = new Home(program.home(), Path.of("."));
        installation = Installation.open(configuration(), CLOCK);
        operator = new Operator(installation, this::configuration, c -> keys(), Failures::told, CLOCK);
        ServeSettings settings = configuration().settings().serve().at("127.0.0.1", 0);
        List<Problem> problems = new ArrayList<>();
        Figures figures = Figures.read(home, configuration().settings(), problems);
        pages = PageServer.start(
                new PageServer.Parts(
                        home,
                        settings,
                        new UsersFile(program.home().resolve("users.yaml")),
                        new AuditLog(home.audit(), keys().homeKeys().audit(), CLOCK),
                        ReleasePlace.of(home, configuration().settings()),
                        figures.catalogue(),
                        figures.cubes(),
                        configuration().settings().followUp(),
                        ServeCommand.trials(configuration(), CLOCK),
                        CLOCK),
                operator);
        operator.start();
    }

    /**
     * A home with further feeds of files.
     *
     * @param folder empty
     * @param ofFeed further settings of the source of {@link #FEED}
     * @param files feeds that each have a folder of their own, {@link #inboxOf}
     */
    static ServedHome with(Path folder, String ofFeed, List<String> files) throws IOException {
        InProcess program = initialized(folder, ofFeed);
        Path inbox = folder.resolve("inbox");
        Path yaml = program.home().resolve("tvarsyn.yaml");
        for (String feed : files) {
            Path own = Files.createDirectories(inbox.resolve(feed));
            Files.writeString(
                    yaml,
                    "  " + feed + ": {directory: " + own + "}\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.APPEND);
        }
        return new ServedHome(program, inbox);
    }

    private static InProcess initialized(Path folder, String ofFeed) throws IOException {
        InProcess program = InProcess.initialized(folder.resolve("home"));
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Path yaml = program.home().resolve("tvarsyn.yaml");
        Files.writeString(
                yaml,
                Files.readString(yaml) + "\nsources:\n  " + FEED + ": {directory: " + inbox
                        + ", at: '05:30, 12:30', expected-every: 2 days" + ofFeed + "}\n  " + PULLED
                        + ": {url: 'https://127.0.0.1:9/v2', token-file: keys/none}\n");
        writeUsers(program.home());
        return program;
    }

    /** The same home, served anew by a program that was ended in between. This one is closed. */
    ServedHome startedAnew() throws IOException {
        close();
        return new ServedHome(program, inbox);
    }

    Path inboxOf(String feed) {
        return feed.equals(FEED) ? inbox : inbox.resolve(feed);
    }

    private Configuration configuration() {
        return Configuration.read(home, null, CLOCK);
    }

    private KeyStoreFile keys() throws IOException {
        return KeyStoreFile.open(
                home.directory(), KeyPlace.of(home, configuration().settings(), CLOCK), false, CLOCK);
    }

    /** Their hash costs little, as they log in often. */
    private static void writeUsers(Path home) throws IOException {
        String hash = new BCryptPasswordEncoder(4).encode(PASSWORD);
        StringBuilder file = new StringBuilder("users:\n");
        for (Role role : Role.values()) {
            file.append("- {name: %s, password: '%s', roles: [%s]}\n".formatted(role.word(), hash, role.word()));
        }
        Path users = Files.writeString(home.resolve("users.yaml"), file, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-------"));
    }

    String address() {
        return "http://127.0.0.1:" + pages.port();
    }

    /** Somebody, logged in. */
    Visitor as(Role role) {
        Visitor visitor = new Visitor(address());
        visitor.logIn(role.word(), PASSWORD);
        return visitor;
    }

    /** A mapping of the home that differs from the shipped one. */
    Path mapping(String right, String wrong) throws IOException {
        Path own = Files.createDirectories(program.home().resolve("mappings")).resolve(FEED + ".yaml");
        Files.copy(Path.of("mappings").resolve(FEED + ".yaml"), own);
        InProcess.replace(own, right, wrong);
        return own;
    }

    /** What a feed's mapping of the home says besides the shipped one: the contract with its source. */
    void contract(String feed, String contract) throws IOException {
        Path own = Files.createDirectories(program.home().resolve("mappings")).resolve(feed + ".yaml");
        String shipped = Files.readString(Path.of("mappings").resolve(feed + ".yaml"));
        Files.writeString(own, shipped + "\ncontract: " + contract + "\n");
    }

    /** A file of lessons that came a day ago. */
    void arrives(String name, List<String> rows) throws IOException {
        cameADayAgo(InProcess.lessons(inbox.resolve(name), rows.toArray(String[]::new)));
    }

    /** A file of another feed that came a day ago. */
    void arrives(String feed, String name, List<String> lines) throws IOException {
        cameADayAgo(Files.writeString(inboxOf(feed).resolve(name), String.join("\n", lines) + "\n"));
    }

    private static void cameADayAgo(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-05-31T10:00:00Z")));
    }

    /** What the program itself has open, for what no command does to it. */
    Warehouse warehouse() {
        return installation.warehouse();
    }

    /** Waits until everything that was lined up is done: one thread does it all, in its order. */
    void settle() throws InterruptedException, ExecutionException {
        operator.retry(new QuarantineChoice("no-such-feed", null, null, null)).get();
    }

    /** Entries of an act in the audit. */
    List<String> audited(String act) throws IOException {
        return Files.readAllLines(home.audit().resolve("audit.log")).stream()
                .filter(line -> line.contains("\"" + act + "\""))
                .toList();
    }

    Path auditFile() {
        return home.audit().resolve("audit.log");
    }

    /** A number of the series for tests. */
    static String pupil(int which) {
        String eleven = LocalDate.of(2011, 1, 1).plusDays(which).toString().replace("-", "") + "238";
        int sum = 0;
        for (int i = 2; i < eleven.length(); i++) {
            int digit = (eleven.charAt(i) - '0') * (i % 2 == 0 ? 2 : 1);
            sum += digit / 10 + digit % 10;
        }
        return eleven + (10 - sum % 10) % 10;
    }

    /** Whatever looks like a token in a text. */
    static Set<String> uuids(String text) {
        Set<String> found = new TreeSet<>();
        UUIDS.matcher(text).results().forEach(match -> found.add(match.group()));
        return found;
    }

    Set<String> deliveries() {
        Set<String> ids = new TreeSet<>();
        operator.deliveries(FEED, Integer.MAX_VALUE).stream()
                .map(d -> d.id())
                .map(UUID::toString)
                .forEach(ids::add);
        return ids;
    }

    @Override
    public void close() {
        pages.close();
        operator.close();
        installation.close();
    }
}
