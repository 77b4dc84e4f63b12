package se.tvarsyn.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.application.Figures;
import se.tvarsyn.application.ReleasePlace;
import se.tvarsyn.publication.Mart;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.warehouse.LoopbackServer;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;

/** The pages over {@code publication.url}: what they show is what stands there, and what the reader may see. */
class ServerAnalystTests {
    @TempDir
    private Path folder;

    private ReleasedFigures figures(LoopbackServer server, String reader) throws IOException {
        Home home = new Home(Files.createDirectories(folder.resolve("home")), Path.of(""));
        Files.writeString(
                home.settingsFile(),
                "publication:\n  url: " + server.url() + "\n  user: " + LoopbackServer.PUBLISHER + "\n  password-file: "
                        + server.password(LoopbackServer.PUBLISHER) + "\n  reader: " + reader
                        + "\n  reader-password-file: " + server.password(reader) + "\n");
        List<Problem> problems = new ArrayList<>();
        ReleasePlace place = ReleasePlace.of(home, TvarsynSettings.read(home, null, problems));
        assertThat(problems).isEmpty();
        return new ReleasedFigures(new ServerAnalyst(place, Duration.ZERO));
    }

    private static void write(LoopbackServer server) throws IOException {
        Home home = new Home(Path.of("no-home"), Path.of(""));
        Figures all = Figures.read(home, TvarsynSettings.none(), new ArrayList<>());
        Map<String, String> releases = new LinkedHashMap<>(Map.of("2026-VT", "term"));
        releases.put("2025-VT", "term");
        try (Warehouse publisher = publisher(server)) {
            new MadeUpReleases(all.catalogue(), all.cubes(), List.of("Norr"), 2).write(publisher, releases);
        }
    }

    private static Warehouse publisher(LoopbackServer server) {
        return Warehouse.server(
                server.url(), LoopbackServer.PUBLISHER, server.password(LoopbackServer.PUBLISHER), "default");
    }

    /** A program that speaks Swedish only made the tables; the one of today reads them, and then releases. */
    @Test
    void pagesReadTheTablesOfAnOlderProgramAndTheNextReleaseMendsThem() throws IOException {
        LoopbackServer server = LoopbackServer.start(folder.resolve("server"));
        try (server) {
            write(server);
            try (Warehouse publisher = publisher(server)) {
                Statements statements =
                        new Statements(publisher, code -> new IllegalStateException("ClickHouse error " + code));
                String columns = "SELECT table, name, comment FROM system.columns WHERE database = 'mart' ORDER BY ALL";
                List<List<String>> ofToday = statements.rows(columns);
                statements.execute("ALTER TABLE mart.release DROP COLUMN method_en, DROP COLUMN caveats_en");
                statements.execute("ALTER TABLE mart.metric DROP COLUMN exclusions_en");
                statements.execute("ALTER TABLE mart.label DROP COLUMN name_en");

                assertIsInSwedishOnly(figures(server, LoopbackServer.READER));
                new Mart(publisher).prepare(Path.of("warehouse/publication"));
                assertThat(statements.rows(columns)).isEqualTo(ofToday);
                assertThat(new Mart(publisher).problems()).isEmpty();
                assertIsInSwedishOnly(figures(server, LoopbackServer.READER));
            }
        }
    }

    private static void assertIsInSwedishOnly(ReleasedFigures pages) {
        assertThat(pages.releases()).hasSize(2).allSatisfy(head -> {
            assertThat(head.method()).isEqualTo("Cellnyckelmetoden");
            assertThat(head.caveats()).containsExactly("Delar behöver inte summera till totaler.");
            assertThat(head.methodEn()).isEmpty();
            assertThat(head.caveatsEn()).isEmpty();
        });
        ReleaseView view = pages.open("2026-VT", ViewLimit.NONE);
        assertThat(view.metric("absence-rate")).hasValueSatisfying(metric -> {
            assertThat(metric.exclusionsSv()).startsWith("Lektioner som ingen rapporterat");
            assertThat(metric.exclusionsEn()).isEmpty();
        });
        assertThat(view.label("sex", "F")).isEqualTo(new CodeName("Flickor", ""));
    }

    @Test
    void pagesShowWhatStandsOnTheServerAndOnlyToAReaderOfReleases() throws IOException {
        LoopbackServer server = LoopbackServer.start(folder.resolve("server"));
        ReleasedFigures pages = figures(server, LoopbackServer.READER);
        try (server) {
            assertThat(pages.releases()).as("no database yet").isEmpty();
            write(server);
            assertThat(pages.releases()).extracting(ReleaseHead::name).containsExactlyInAnyOrder("2026-VT", "2025-VT");
            assertThat(pages.open("2026-VT", ViewLimit.NONE).sources()).hasSize(3);

            try (Warehouse publisher = publisher(server)) {
                Statements statements =
                        new Statements(publisher, code -> new IllegalStateException("ClickHouse error " + code));
                statements.execute("ALTER TABLE mart.release DROP PARTITION '2026-VT'");
                statements.execute("DROP TABLE mart.source SYNC");
            }
            assertThat(pages.open("2025-VT", ViewLimit.NONE).sources())
                    .as("released by a program that had no such table")
                    .isEmpty();
            assertThat(pages.releases())
                    .as("what was taken back is gone at the next question")
                    .extracting(ReleaseHead::name)
                    .containsExactly("2025-VT");
            assertThatThrownBy(() -> pages.open("2026-VT", ViewLimit.NONE)).isInstanceOf(NoSuchPage.class);

            for (String wide : List.of(LoopbackServer.LOOSE, LoopbackServer.CURIOUS)) {
                ReleasedFigures refused = figures(server, wide);
                assertThatThrownBy(refused::releases)
                        .as(wide)
                        .isInstanceOfSatisfying(FiguresUnavailable.class, e -> assertThat(e.word())
                                .isEqualTo("figures.refused"));
            }
        }
        ReleasedFigures later = figures(server, LoopbackServer.READER);
        assertThatThrownBy(later::releases).isInstanceOfSatisfying(FiguresUnavailable.class, e -> assertThat(e.word())
                .isEqualTo("figures.unreachable"));
    }
}
