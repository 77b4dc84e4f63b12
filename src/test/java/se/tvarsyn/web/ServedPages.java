package se.tvarsyn.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import se.tvarsyn.application.Figures;
import se.tvarsyn.application.ReleasePlace;
import se.tvarsyn.audit.AuditLog;
import se.tvarsyn.settings.FollowUpSettings;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.ServeSettings;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.warehouse.ReadQuery;
import se.tvarsyn.warehouse.SecondEngine;

/** A home with two made-up releases and a user of every kind, served on a free port: made once for all tests of a JVM. */
final class ServedPages implements AutoCloseable {
    static final String PASSWORD = "en lagom lång mening";
    static final String NOW = "2026-VT";
    static final List<String> DISTRICTS = List.of("Norr", "Söder", "Öster");

    private final Home home;
    private final Figures figures;
    private final PageServer server;

    private ServedPages(Home home, Figures figures, PageServer server) {
        this.home = home;
        this.figures = figures;
        this.server = server;
    }

    private static final class Shared {
        static final ServedPages PAGES = make(DISTRICTS, 3);
    }

    static ServedPages shared() {
        return Shared.PAGES;
    }

    static ServedPages make(List<String> districts, int unitsOfEach) {
        try {
            Path folder = Files.createTempDirectory("tvarsyn-pages-test");
            Home home = new Home(folder, Path.of(""));
            Figures figures = figures(home);
            Map<String, String> releases = new LinkedHashMap<>(Map.of(NOW, "term"));
            releases.put("2025-VT", "term");
            MadeUpReleases madeUp = new MadeUpReleases(figures.catalogue(), figures.cubes(), districts, unitsOfEach);
            try (SecondEngine engine = publisher(home)) {
                madeUp.write(engine.warehouse(), releases);
            }
            Files.writeString(folder.resolve("users.yaml"), everyKindOfUser(), StandardCharsets.UTF_8);
            Files.setPosixFilePermissions(folder.resolve("users.yaml"), PosixFilePermissions.fromString("rw-------"));
            UsersFile users = users(folder);
            ServedPages pages = new ServedPages(home, figures, start(home, figures, users, Clock.systemUTC()));
            Runtime.getRuntime().addShutdownHook(new Thread(pages::close));
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Their hash costs little, as they log in often. */
    private static String everyKindOfUser() {
        String hash = new BCryptPasswordEncoder(4).encode(PASSWORD);
        StringBuilder file = new StringBuilder("users:\n");
        for (Role role : Role.values()) {
            file.append("- {name: %s, password: '%s', roles: [%s]}\n".formatted(role.word(), hash, role.word()));
        }
        file.append("- {name: norr, password: '%s', roles: [lead], district: Norr}\n".formatted(hash));
        file.append("- {name: skola, password: '%s', roles: [lead], units: ['10000000']}\n".formatted(hash));
        // No command writes such an entry; a hand may.
        file.append("- {name: norr-analyst, password: '%s', roles: [lead, analyst], district: Norr}\n".formatted(hash));
        return file.toString();
    }

    private static Figures figures(Home home) {
        List<Problem> problems = new ArrayList<>();
        Figures figures = Figures.read(home, TvarsynSettings.none(), problems);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.toString());
        }
        return figures;
    }

    private static SecondEngine publisher(Home home) throws IOException {
        Home.privateDirectory(home.state());
        List<String> program = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "se.tvarsyn.cli.Tvarsyn");
        return SecondEngine.ofPublisher(program, home.publicationStorage(), home.engine());
    }

    static UsersFile users(Path folder) {
        return new UsersFile(folder.resolve("users.yaml"));
    }

    static PageServer start(Home home, Figures figures, UsersFile users, Clock clock) throws IOException {
        return start(home, figures, users, clock, ServeSettings.defaults().at("127.0.0.1", 0));
    }

    static PageServer start(Home home, Figures figures, UsersFile users, Clock clock, ServeSettings settings)
            throws IOException {
        return PageServer.start(new PageServer.Parts(
                home,
                settings,
                users,
                audit(home),
                ReleasePlace.of(home, TvarsynSettings.none()),
                figures.catalogue(),
                figures.cubes(),
                FollowUpSettings.defaults(),
                List.of("school-ss12000"),
                clock));
    }

    static AuditLog audit(Home home) {
        return new AuditLog(
                home.audit(),
                new SecretKeySpec(new byte[32], "HmacSHA256"),
                Clock.fixed(Instant.EPOCH, ZoneId.of("UTC")));
    }

    Home home() {
        return home;
    }

    Figures figures() {
        return figures;
    }

    PageServer server() {
        return server;
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Nobody yet. */
    Visitor visitor() {
        return new Visitor(address());
    }

    /** Somebody, logged in. */
    Visitor as(String name) {
        Visitor visitor = visitor();
        visitor.logIn(name, PASSWORD);
        return visitor;
    }

    /** What a reader with an analyst's rights sees, past the pages; the pages give way. */
    List<List<String>> mart(String sql) throws IOException {
        try (ReleasePlace.Login engine =
                ReleasePlace.of(home, TvarsynSettings.none()).reader()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ReadQuery.ofAnalyst(engine.warehouse()).run(sql, "TabSeparated", out);
            return out.toString(StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> List.of(line.split("\t", -1)))
                    .toList();
        } catch (ReadQuery.Refused e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
