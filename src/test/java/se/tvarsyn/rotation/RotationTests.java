package se.tvarsyn.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.pseudonymization.KeyState;
import se.tvarsyn.pseudonymization.KeyVersions;

/** A rotation changes every token and no figure, wherever it is killed; and later deliveries find their rows. */
class RotationTests {
    private static final String PURPOSE = "uppfoljning";
    private static final RotationProgress QUIET = step -> {};

    @TempDir
    private Path folder;

    /** Stands for a kill: what comes after it in the program does not happen. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static RotationProgress killedAt(int point, List<String> passed) {
        return step -> {
            passed.add(step);
            if (passed.size() == point) {
                throw new Killed();
            }
        };
    }

    private static void assertFreshTokens(TreeSet<String> before, TreeSet<String> after) {
        assertThat(after).isNotEmpty();
        TreeSet<String> both = new TreeSet<>(before);
        both.retainAll(after);
        assertThat(both).as("tokens that a rotation left").isEmpty();
    }

    @Test
    void changesEveryTokenAndNoFigure() throws Exception {
        try (RotatingHome home = new RotatingHome(folder)) {
            home.load(RotatingHome.ordinary());
            home.load(RotatingHome.changing());
            Map<String, Figures> figures = home.figures();
            TreeSet<String> tokens = home.tokens();
            String joined = home.joined();
            assertThat(Integer.parseInt(joined)).isPositive();
            RotationOutcome outcome = home.rotate(PURPOSE, QUIET);
            assertThat(outcome.versions())
                    .contains("uppfoljning v1 -> v2", "uppfoljning/src:school-ss12000 v1 -> v2")
                    .hasSize(1 + home.configuration().mappings().size());
            assertThat(home.figures()).isEqualTo(figures);
            assertThat(home.joined()).isEqualTo(joined);
            assertFreshTokens(tokens, home.tokens());
            assertThat(home.query("SELECT DISTINCT key_version FROM core.attendance WHERE key_version > 0"))
                    .containsExactly(List.of("2"));
            assertThat(home.query("SELECT count() FROM system.databases WHERE name = 'core_rotating'"))
                    .containsExactly(List.of("0"));
            assertThat(folder.resolve("keys").resolve("rotation")).doesNotExist();
        }
    }

    /** Every sample of every feed, before and after. */
    @Test
    @Tag("long")
    void loadsEverySampleAgainAndChangesNothing() throws Exception {
        try (RotatingHome home = new RotatingHome(folder)) {
            home.load(RotatingHome.samples());
            Map<String, Figures> figures = home.figures();
            TreeSet<String> tokens = home.tokens();
            home.rotate(PURPOSE, QUIET);
            assertThat(home.figures()).isEqualTo(figures);
            assertFreshTokens(tokens, home.tokens());
            home.load(RotatingHome.samples());
            assertThat(home.figures()).isEqualTo(figures);
        }
    }

    @Test
    @Tag("long")
    void leavesLaterDeliveriesTheRowsThatTheyWouldHaveFound() throws Exception {
        List<RotatingHome.Sample> samples = RotatingHome.changing();
        List<RotatingHome.Sample> early = new ArrayList<>();
        List<RotatingHome.Sample> late = new ArrayList<>();
        // Corrections, withdrawals, protected persons and second halves of samples come after the rotation.
        for (int i = 0; i < samples.size(); i++) {
            (i % 2 == 0 ? early : late).add(samples.get(i));
        }
        Map<String, Figures> expected;
        Map<String, Figures> again;
        try (RotatingHome untouched = new RotatingHome(folder.resolve("untouched"))) {
            untouched.load(early);
            untouched.load(late);
            expected = untouched.figures();
            untouched.load(samples);
            again = untouched.figures();
        }
        try (RotatingHome home = new RotatingHome(folder.resolve("rotated"))) {
            home.load(early);
            home.rotate(PURPOSE, QUIET);
            home.load(late);
            assertThat(home.figures()).isEqualTo(expected);
            home.rotate(PURPOSE, QUIET);
            home.load(samples);
            assertThat(home.figures()).isEqualTo(again);
        }
    }

    /** Also where the ledger does not know the files: every row is made again, and is the row that is there. */
    @Test
    @Tag("long")
    void makesTheSameRowsAgainFromTheSameFiles() throws Exception {
        try (RotatingHome home = new RotatingHome(folder)) {
            home.load(RotatingHome.ordinary());
            Map<String, Figures> figures = home.figures();
            home.rotate(PURPOSE, QUIET);
            home.rotate(PURPOSE, QUIET);
            TreeSet<String> tokens = home.tokens();
            String deliveries =
                    home.query("SELECT count() FROM ops.delivery FINAL").toString();
            home.load(RotatingHome.ordinary());
            assertThat(home.query("SELECT count() FROM ops.delivery FINAL").toString())
                    .isEqualTo(deliveries);
            assertThat(home.figures()).isEqualTo(figures);
            // Another recipe: the same files are read and sent again under their old ids.
            home.statements()
                    .execute("INSERT INTO ops.delivery SELECT * REPLACE ('another' AS recipe,"
                            + " written_at + 1000 AS written_at) FROM ops.delivery FINAL");
            home.load(RotatingHome.ordinary());
            assertThat(home.figures()).isEqualTo(figures);
            assertThat(home.tokens()).isEqualTo(tokens);
        }
    }

    /** At every point; the small form is the next test, and the killed processes of KeysRotationTests. */
    @Test
    @Tag("long")
    @Timeout(600)
    void endsWithTheSameFiguresWhereverItIsKilled() throws Exception {
        try (RotatingHome home = new RotatingHome(folder, RotatingHome.FEW)) {
            home.load(RotatingHome.few());
            Map<String, Figures> figures = home.figures();
            String joined = home.joined();
            List<String> all = new ArrayList<>();
            home.rotate(PURPOSE, all::add);
            assertThat(all).hasSizeGreaterThan(25);
            for (int point = 1; point <= all.size(); point++) {
                if (isLikeAnother(all.get(point - 1))) {
                    continue;
                }
                TreeSet<String> tokens = home.tokens();
                List<String> passed = new ArrayList<>();
                RotationProgress killing = killedAt(point, passed);
                assertThatThrownBy(() -> home.rotate(PURPOSE, killing)).isInstanceOf(Killed.class);
                String where = "killed after '" + passed.get(point - 1) + "'";
                assertThatThrownBy(() -> home.load(RotatingHome.few()))
                        .as(where)
                        .isInstanceOf(RotationStopped.class)
                        .hasMessageContaining("a rotation of uppfoljning stands at step")
                        .hasMessageContaining("./tvarsyn keys rotate --domain uppfoljning --mode chain");
                boolean isBetween = passed.get(point - 1).startsWith("exchanged ")
                        && !passed.get(point - 1).endsWith(home.tables().get(10).name());
                if (isBetween) {
                    assertThatThrownBy(home::read).isInstanceOf(RotationStopped.class);
                } else {
                    home.read();
                }
                RotationOutcome outcome = home.rotate(PURPOSE, QUIET);
                assertThat(outcome.wasResumed()).as(where).isTrue();
                assertThat(home.figures()).as(where).isEqualTo(figures);
                assertThat(home.joined()).as(where).isEqualTo(joined);
                assertFreshTokens(tokens, home.tokens());
            }
            home.load(RotatingHome.few());
            assertThat(home.figures()).isEqualTo(figures);
            assertThat(home.query("SELECT DISTINCT key_version FROM core.grade WHERE key_version > 0"))
                    .hasSize(1);
        }
    }

    /** Of the eleven tables the first, one in the middle and the last stand for all. */
    private static boolean isLikeAnother(String point) {
        return point.matches("(copying|copied|exchanged) .*")
                && !point.matches(".*(\\battendance\\b|grade|resource).*");
    }

    @Test
    void isKilledTwiceAndEndsTheSame() throws Exception {
        try (RotatingHome home = new RotatingHome(folder, RotatingHome.FEW)) {
            home.load(RotatingHome.few());
            Map<String, Figures> figures = home.figures();
            for (int point : new int[] {4, 4, 3, 8, 9}) {
                assertThatThrownBy(() -> home.rotate(PURPOSE, killedAt(point, new ArrayList<>())))
                        .isInstanceOf(Killed.class);
            }
            home.rotate(PURPOSE, QUIET);
            assertThat(home.figures()).isEqualTo(figures);
            home.load(RotatingHome.few());
            assertThat(home.figures()).isEqualTo(figures);
        }
    }

    @Test
    @Tag("long")
    void rotatesOneFeedAlone() throws Exception {
        try (RotatingHome home = new RotatingHome(folder)) {
            home.load(RotatingHome.ordinary());
            Map<String, Figures> figures = home.figures();
            String persons = "SELECT person_pseudonym FROM core.attendance FINAL ORDER BY 1";
            String keys = "SELECT source_key FROM core.attendance FINAL WHERE feed = 'school-lesson-csv' ORDER BY 1";
            String others = "SELECT source_key FROM core.attendance FINAL WHERE feed != 'school-lesson-csv' ORDER BY 1";
            List<List<String>> before = home.query(persons);
            List<List<String>> keysBefore = home.query(keys);
            List<List<String>> othersBefore = home.query(others);
            assertThat(home.rotate(PURPOSE + "/src:school-lesson-csv", QUIET).versions())
                    .containsExactly("uppfoljning/src:school-lesson-csv v1 -> v2");
            assertThat(home.figures()).isEqualTo(figures);
            assertThat(home.query(
                            "SELECT count() FROM core.attendance WHERE feed = 'school-lesson-csv' AND is_linkable"))
                    .isNotEqualTo(List.of(List.of("0")));
            assertThat(home.query(persons)).isEqualTo(before);
            assertThat(home.query(others)).isEqualTo(othersBefore);
            assertThat(home.query(keys)).doesNotContainAnyElementsOf(keysBefore).hasSameSizeAs(keysBefore);
            home.load(RotatingHome.ordinary());
            assertThat(home.figures()).isEqualTo(figures);
            home.rotate(PURPOSE, QUIET);
            home.load(RotatingHome.ordinary());
            assertThat(home.figures()).isEqualTo(figures);
        }
    }

    @Test
    void refusesTwoVersionsInOneTable() throws Exception {
        try (RotatingHome home = new RotatingHome(folder)) {
            home.load(RotatingHome.ordinary());
            home.statements()
                    .execute("INSERT INTO core.attendance SELECT * REPLACE (toUInt16(2) AS key_version,"
                            + " version + 1 AS version) FROM core.attendance WHERE is_linkable LIMIT 1");
            for (Refused refused :
                    List.<Refused>of(() -> home.load(RotatingHome.ordinary()), () -> home.rotate(PURPOSE, QUIET))) {
                assertThatThrownBy(refused::act)
                        .isInstanceOf(RotationStopped.class)
                        .hasMessageContaining("core.attendance")
                        .hasMessageContaining("key version 2")
                        .hasMessageContaining("backups of the same day");
            }
        }
    }

    private interface Refused {
        void act() throws IOException;
    }

    @Test
    @Tag("long")
    void refusesKeysFromBeforeARotation() throws Exception {
        try (RotatingHome home = new RotatingHome(folder)) {
            home.load(RotatingHome.ordinary());
            Path keys = folder.resolve("keys");
            for (String domain : List.of(PURPOSE + "/src:school-lesson-csv", PURPOSE)) {
                byte[] store = Files.readAllBytes(keys.resolve("tvarsyn.p12"));
                byte[] checkValues = Files.readAllBytes(keys.resolve("check-values"));
                home.rotate(domain, QUIET);
                byte[] newStore = Files.readAllBytes(keys.resolve("tvarsyn.p12"));
                byte[] newCheckValues = Files.readAllBytes(keys.resolve("check-values"));
                Files.write(keys.resolve("tvarsyn.p12"), store);
                Files.write(keys.resolve("check-values"), checkValues);
                assertThatThrownBy(() -> home.load(RotatingHome.ordinary()))
                        .isInstanceOf(RotationStopped.class)
                        .hasMessageContaining("backups of the same day");
                Files.write(keys.resolve("tvarsyn.p12"), newStore);
                Files.write(keys.resolve("check-values"), newCheckValues);
                home.load(RotatingHome.ordinary());
            }
        }
    }

    @Test
    void stopsAndChangesNothingWhereACopyIsNotEqual() throws Exception {
        try (RotatingHome home = new RotatingHome(folder)) {
            home.load(RotatingHome.ordinary());
            TreeSet<String> tokens = home.tokens();
            // A row that is written past the lock, while its table is copied.
            RotationProgress meddling = step -> {
                if (step.equals("copying core.support_case")) {
                    home.statements()
                            .execute("INSERT INTO core.support_case SELECT * REPLACE (version + 1 AS version,"
                                    + " toUInt8(1) AS is_deleted) FROM core.support_case FINAL LIMIT 1");
                }
            };
            assertThatThrownBy(() -> home.rotate(PURPOSE, meddling))
                    .isInstanceOf(RotationStopped.class)
                    .hasMessageContaining("nothing was exchanged")
                    .hasMessageContaining("core.support_case, support-team: rows ");
            assertThat(home.tokens()).isEqualTo(tokens);
            assertThat(home.keys().list((domain, version) -> true))
                    .extracting(k -> k.state())
                    .containsOnly(KeyState.CURRENT);
            home.load(RotatingHome.ordinary());
            home.rotate(PURPOSE, QUIET);
            assertFreshTokens(tokens, home.tokens());
        }
    }

    @Test
    void refusesAnotherRotationWhileOneIsUnderWay() throws Exception {
        try (RotatingHome home = new RotatingHome(folder)) {
            home.load(RotatingHome.ordinary());
            assertThatThrownBy(() -> home.rotate(PURPOSE, killedAt(3, new ArrayList<>())))
                    .isInstanceOf(Killed.class);
            assertThatThrownBy(() -> home.rotate(PURPOSE + "/src:leisure-dak", QUIET))
                    .isInstanceOf(RotationStopped.class)
                    .hasMessageContaining("--domain uppfoljning --mode chain");
            // What erases, or ends a retention, begins with this.
            assertThatThrownBy(home::lock).isInstanceOf(RotationStopped.class).hasMessageContaining("stands at step");
            assertThatThrownBy(() -> new KeyVersions(home.keys()).destroy(PURPOSE, 2))
                    .hasMessageContaining("finish the rotation first");
            home.rotate(PURPOSE, QUIET);
            assertThat(home.keys().list((domain, version) -> true))
                    .filteredOn(k -> k.domain().equals(PURPOSE))
                    .extracting(k -> k.state())
                    .containsExactly(KeyState.INNER, KeyState.CURRENT);
        }
    }
}
