package se.tvarsyn.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.pseudonymization.KeyState;

/** A rotation by reload gives the same figures under keys that have nothing to do with the old ones, or changes nothing. */
class ReloadTests {
    private static final String PURPOSE = "uppfoljning";
    private static final RotationProgress QUIET = step -> {};

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private RotatingHome home;

    @BeforeEach
    void loadSamples() throws Exception {
        home = new RotatingHome(folder, RotatingHome.FEW);
        home.load(RotatingHome.few());
    }

    @AfterEach
    void closeIt() {
        home.close();
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private List<String> states() throws Exception {
        return home.keys().list((domain, version) -> true).stream()
                .filter(key -> key.domain().equals(PURPOSE))
                .map(key -> "v" + key.version() + " " + key.state().shown())
                .toList();
    }

    private static List<RotatingHome.Sample> without(String feed) throws Exception {
        return RotatingHome.few().stream()
                .filter(sample -> !sample.feed().equals(feed))
                .toList();
    }

    @Test
    void loadsEveryRowAgainAndDestroysTheOldKeys() throws Exception {
        home.rotate(PURPOSE, QUIET);
        Map<String, Figures> totals = home.totals();
        TreeSet<String> tokens = home.tokens();
        String joined = home.joined();
        assertThat(home.reload(PURPOSE, RotatingHome.few(), QUIET).versions()).contains("uppfoljning v2 -> v3");
        assertThat(home.totals()).isEqualTo(totals);
        assertThat(home.joined()).isEqualTo(joined);
        assertThat(home.tokens()).isNotEmpty().doesNotContainAnyElementsOf(tokens);
        assertThat(states()).containsExactly("v3 current");
        Map<String, Figures> figures = home.figures();
        home.load(RotatingHome.few());
        assertThat(home.figures()).isEqualTo(figures);
    }

    @Test
    void refusesAFeedThatCannotComeAgain() throws Exception {
        assertThatThrownBy(() -> home.reload(PURPOSE, without("support-team"), QUIET))
                .isInstanceOf(RotationStopped.class)
                .hasMessageContaining("support-team")
                .hasMessageContaining("--mode chain");
        assertThat(states()).containsExactly("v1 current");
        home.load(RotatingHome.few());
    }

    @Test
    void stopsAndChangesNothingWhereASourceHasOtherRowsThanBefore() throws Exception {
        Map<String, Figures> figures = home.figures();
        TreeSet<String> tokens = home.tokens();
        List<RotatingHome.Sample> other = new ArrayList<>(without("grades-stockholm"));
        RotatingHome.samples().stream()
                .filter(sample -> sample.feed().equals("grades-stockholm")
                        && sample.name().equals("alike"))
                .forEach(other::add);
        assertThatThrownBy(() -> home.reload(PURPOSE, other, QUIET))
                .isInstanceOf(RotationStopped.class)
                .hasMessageContaining("nothing was exchanged")
                .hasMessageContaining("core.grade, grades-stockholm: rows ");
        assertThat(home.figures()).isEqualTo(figures);
        assertThat(home.tokens()).isEqualTo(tokens);
        assertThat(states()).containsExactly("v1 current");
        // The ledger took the abandoned deliveries for loaded under keys that are gone: they load again as they were.
        home.load(RotatingHome.few());
        assertThat(home.tokens()).isEqualTo(tokens);
        assertThat(home.totals()).isNotEmpty();
    }

    @Test
    void reloadsOneFeedAloneAndKeepsTheOthers() throws Exception {
        Map<String, Figures> totals = home.totals();
        String others = "SELECT source_key FROM core.attendance FINAL WHERE feed != 'school-lesson-csv' ORDER BY 1";
        List<List<String>> before = home.query(others);
        TreeSet<String> persons = persons();
        home.reload(PURPOSE + "/src:school-lesson-csv", RotatingHome.few(), QUIET);
        assertThat(home.totals()).isEqualTo(totals);
        assertThat(home.query(others)).isEqualTo(before);
        assertThat(persons()).isEqualTo(persons);
        assertThat(home.keys().list((domain, version) -> true))
                .filteredOn(key -> key.domain().endsWith("lesson-csv"))
                .extracting(key -> key.state())
                .containsExactly(KeyState.CURRENT);
        home.load(RotatingHome.few());
        assertThat(home.totals()).isEqualTo(totals);
    }

    private TreeSet<String> persons() {
        TreeSet<String> persons = new TreeSet<>();
        home.query("SELECT DISTINCT toString(person_pseudonym) FROM core.attendance FINAL WHERE is_linkable")
                .forEach(row -> persons.add(row.get(0)));
        return persons;
    }

    @Test
    @Tag("long")
    @Timeout(600)
    void endsWithTheSameFiguresWhereverItIsKilled() throws Exception {
        Map<String, Figures> totals = home.totals();
        List<String> all = new ArrayList<>();
        home.reload(PURPOSE, RotatingHome.few(), all::add);
        for (String point : all) {
            if (point.matches("(exchanged|loading) .*") && !point.matches(".*(grade|resource).*")) {
                continue;
            }
            TreeSet<String> tokens = home.tokens();
            RotationProgress killing = step -> {
                if (step.equals(point)) {
                    throw new Killed();
                }
            };
            assertThatThrownBy(() -> home.reload(PURPOSE, RotatingHome.few(), killing))
                    .isInstanceOf(Killed.class);
            assertThatThrownBy(() -> home.load(RotatingHome.few())).hasMessageContaining("--mode reload");
            home.reload(PURPOSE, RotatingHome.few(), QUIET);
            assertThat(home.totals()).as("killed after '" + point + "'").isEqualTo(totals);
            assertThat(home.tokens()).isNotEmpty().doesNotContainAnyElementsOf(tokens);
            assertThat(states()).hasSize(1);
        }
    }
}
