package se.tvarsyn.pseudonymization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyVersionsTests {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T23:30:00Z"), ZoneOffset.UTC);
    private static final KeyUse USED = (domain, version) -> true;
    private static final String PURPOSE = "uppfoljning";
    private static final String FEED = "uppfoljning/src:leisure-dak";

    @TempDir
    private Path home = Path.of("");

    @BeforeEach
    void makeKeys() throws IOException {
        KeyStoreFile.create(home, PURPOSE, List.of("leisure-dak"), false, CLOCK);
    }

    private KeyStoreFile open() throws IOException {
        return KeyStoreFile.open(home, false, CLOCK);
    }

    private KeyVersions versions() throws IOException {
        return new KeyVersions(open());
    }

    private Path keys(String file) {
        return home.resolve("keys").resolve(file);
    }

    private List<String> states(String domain) throws IOException {
        return open().list(USED).stream()
                .filter(key -> key.domain().equals(domain))
                .map(key -> "v" + key.version() + " " + key.state().shown())
                .toList();
    }

    private void rotate(boolean isChained, String... domains) throws IOException {
        versions().draw(List.of(domains), isChained);
        versions().makeCurrent(List.of(domains));
    }

    @Test
    void takesAPurposesFeedsAlong() throws IOException {
        assertThat(versions().rotatedWith(PURPOSE)).containsExactly(PURPOSE, FEED);
        assertThat(versions().rotatedWith(FEED)).containsExactly(FEED);
        assertThatThrownBy(() -> versions().rotatedWith("annat"))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("keys list");
    }

    @Test
    void makesNoTokenWithADrawnKeyBeforeItIsCurrent() throws IOException {
        String before = open().tokenKeys().ofPurpose().checkValue();
        versions().draw(List.of(PURPOSE), true);
        String drawn = Objects.requireNonNull(versions().checkValue(PURPOSE, 2));
        versions().draw(List.of(PURPOSE), true);
        assertThat(versions().checkValue(PURPOSE, 2)).isEqualTo(drawn);
        assertThat(open().tokenKeys().ofPurpose().checkValue()).isEqualTo(before);
        assertThat(states(PURPOSE)).containsExactly("v1 current", "v2 pending");
        versions().makeCurrent(List.of(PURPOSE));
        versions().makeCurrent(List.of(PURPOSE));
        KeyChain chain = open().tokenKeys().ofPurpose();
        assertThat(chain.version()).isEqualTo(2);
        assertThat(chain.keys()).hasSize(2);
        assertThat(chain.checkValue()).isEqualTo(drawn);
        assertThat(chain.recipe()).isEqualTo(before);
        assertThat(states(PURPOSE)).containsExactly("v1 inner", "v2 current");
        assertThat(open().tokenKeys().ofFeed("leisure-dak").version()).isEqualTo(1);
    }

    @Test
    void forgetsWhatWasDrawnAndNeverUsed() throws IOException {
        versions().draw(List.of(PURPOSE, FEED), true);
        versions().forgetDrawn();
        assertThat(states(PURPOSE)).containsExactly("v1 current");
        assertThat(states(FEED)).containsExactly("v1 current");
    }

    @Test
    void destroysOnlyWhatNoRowNeeds() throws IOException {
        rotate(true, PURPOSE);
        assertThatThrownBy(() -> versions().destroy(PURPOSE, 2))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("current");
        assertThatThrownBy(() -> versions().destroy(PURPOSE, 1))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("inner key");
        assertThatThrownBy(() -> versions().destroy(PURPOSE, 3)).hasMessageContaining("there is none");
        versions().draw(List.of(PURPOSE), true);
        assertThatThrownBy(() -> versions().destroy(PURPOSE, 3)).hasMessageContaining("not finished");
        versions().forgetDrawn();
        rotate(false, PURPOSE);
        assertThat(states(PURPOSE)).containsExactly("v1 unused", "v2 unused", "v3 current");
        String value = versions().checkValue(PURPOSE, 1);
        versions().destroy(PURPOSE, 1);
        assertThat(states(PURPOSE)).containsExactly("v2 unused", "v3 current");
        assertThat(Files.readString(keys("check-values"))).doesNotContain(Objects.requireNonNull(value));
        assertThat(open().tokenKeys().ofPurpose().keys()).hasSize(1);
    }

    @Test
    void shredsADomainAndNeverGivesItsNumbersAgain() throws IOException {
        rotate(true, PURPOSE, FEED);
        assertThat(versions().destroyAll(FEED)).containsExactly(FEED);
        assertThat(states(FEED)).isEmpty();
        assertThatThrownBy(() -> open().tokenKeys().ofFeed("leisure-dak")).isInstanceOf(WrongKey.class);
        KeyStoreFile file = open();
        file.addFeed("leisure-dak");
        assertThat(states(FEED)).containsExactly("v3 current");
        assertThat(versions().destroyAll(PURPOSE)).containsExactly(PURPOSE, FEED);
        assertThat(open().list(USED)).isEmpty();
        assertThat(open().purpose()).isEqualTo(PURPOSE);
        assertThatThrownBy(() -> open().tokenKeys().ofPurpose()).isInstanceOf(WrongKey.class);
        assertThatThrownBy(() -> versions().destroyAll(PURPOSE)).hasMessageContaining("it has no key");
    }

    /** Check values, key store, check values: whichever of the three is not reached. */
    @Test
    void opensAfterACrashWithinAnyChange() throws IOException {
        for (Change change : List.<Change>of(
                () -> versions().draw(List.of(PURPOSE, FEED), true),
                () -> versions().makeCurrent(List.of(PURPOSE, FEED)),
                () -> rotate(false, PURPOSE),
                () -> versions().destroy(PURPOSE, 1),
                () -> open().addFeed("school-meitner"))) {
            byte[] storeBefore = Files.readAllBytes(keys("tvarsyn.p12"));
            List<String> before = Files.readAllLines(keys("check-values"));
            change.make();
            byte[] storeAfter = Files.readAllBytes(keys("tvarsyn.p12"));
            List<String> after = Files.readAllLines(keys("check-values"));
            byte[] both = new CheckValues(java.util.Set.copyOf(before), java.util.Set.of())
                    .changingTo(CheckValues.of(java.util.Set.copyOf(after)))
                    .lines();
            for (byte[] store : List.of(storeBefore, storeAfter)) {
                Files.write(keys("tvarsyn.p12"), store);
                Files.write(keys("check-values"), both);
                assertThat(open().list(USED)).isNotEmpty();
            }
            Files.write(keys("check-values"), after);
        }
    }

    private interface Change {
        void make() throws IOException;
    }

    @Test
    void stopsWhereAnInnerKeyIsMissing() throws IOException {
        KeyStoreContents broken = new KeyStoreContents(false, PURPOSE);
        broken.put(
                open().drawn(PURPOSE, 2), CLOCK.instant().atZone(ZoneOffset.UTC).toLocalDate(), true, false);
        assertThatThrownBy(broken::refuseBrokenChains)
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("version 1 is missing");
    }
}
