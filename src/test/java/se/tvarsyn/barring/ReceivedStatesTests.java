package se.tvarsyn.barring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.barring.StandingState.Unlinked;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.canonical.Pseudonym;

/** What several senders say, in the order of each one's batches. */
class ReceivedStatesTests {
    private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    @TempDir
    private Path folder;

    private Path file;
    private ReceivedStates states;

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("barred/received");
        states = ReceivedStates.open(file, KEY, null);
    }

    private static Pseudonym token(long i) {
        return new Pseudonym(i << 16 | 0x8000L, i | 0x8000000000000000L);
    }

    private static StandingState bars(long... tokens) {
        return StandingState.of(
                java.util.Arrays.stream(tokens)
                        .mapToObj(ReceivedStatesTests::token)
                        .toList(),
                List.of());
    }

    @Test
    void barsWhomAnySenderBarsUntilNoneDoes() {
        assertThat(states.adopt("a", "k", 5, bars(1, 2)).barred()).containsExactly(token(1), token(2));
        assertThat(states.adopt("b", "l", 1, bars(2, 3)).barred())
                .as("only who is new")
                .containsExactly(token(3));
        assertThat(states.generation()).isEqualTo(2);
        assertThat(states.adopt("a", "k", 6, bars()).barred()).isEmpty();
        assertThat(states.barred()).containsExactlyInAnyOrder(token(2), token(3));
        assertThat(states.generation()).as("nobody has to go").isEqualTo(2);
        assertThat(states.adopt("a", "k", 7, bars(1)).barred())
                .as("barred once more")
                .containsExactly(token(1));
        assertThat(states.generation()).isEqualTo(3);
    }

    @Test
    void takesNothingFromAnOlderBatch() {
        states.adopt("a", "k", 5, bars(1));
        assertThat(states.adopt("a", "k", 4, bars(2))).isEqualTo(StandingState.NONE);
        assertThat(states.adopt("a", "k", 5, bars())).isEqualTo(StandingState.NONE);
        assertThat(states.barred()).isEqualTo(Set.of(token(1)));
        // A stolen key cannot keep the number above its owner's for ever: a new key begins anew.
        states.adopt("a", "k", Long.MAX_VALUE, bars());
        states.adopt("a", "new", 6, bars(1, 4));
        assertThat(states.barred()).isEqualTo(Set.of(token(1), token(4)));
    }

    @Test
    void unlinksACaseAnewWhereItsDayChanges() {
        Unlinked all = new Unlinked(token(1), token(2), 1, null);
        Unlinked until = new Unlinked(token(1), token(2), 1, DAY);
        assertThat(states.adopt("a", "k", 1, new StandingState(List.of(), List.of(until)))
                        .unlinked())
                .containsExactly(until);
        assertThat(states.adopt("a", "k", 2, new StandingState(List.of(), List.of(until)))
                        .unlinked())
                .isEmpty();
        assertThat(states.adopt("a", "k", 3, new StandingState(List.of(), List.of(all)))
                        .unlinked())
                .containsExactly(all);
        assertThat(states.generation()).isEqualTo(2);
        assertThat(until.covers(DAY.minusDays(1)) && all.covers(DAY) && !until.covers(DAY))
                .isTrue();
    }

    @Test
    void keepsEverythingInOneFileThatOnlyItsKeyOpens() throws IOException {
        Unlinked one = new Unlinked(token(7), token(8), 3, DAY);
        states.adopt("a", "k", 5, new StandingState(List.of(token(1)), List.of(one)));
        states.adopt("b", "l", 1, bars(2));
        ReceivedStates again = ReceivedStates.open(file, KEY, null);
        assertThat(again.barred()).isEqualTo(Set.of(token(1), token(2)));
        assertThat(again.unlinked()).containsOnlyKeys(token(7)).containsValue(one);
        assertThat(again.generation()).isEqualTo(2);
        assertThat(again.adopt("a", "k", 5, bars())).isEqualTo(StandingState.NONE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        byte[] good = Files.readAllBytes(file);
        for (int at : new int[] {0, 20, good.length - 1}) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            Files.write(file, bad);
            assertThatThrownBy(() -> ReceivedStates.open(file, KEY, null))
                    .isInstanceOf(HomeFileUnreadable.class)
                    .hasMessageContaining("restore the newest backup");
        }
        byte[] other = "0".repeat(32).getBytes(StandardCharsets.US_ASCII);
        Files.write(file, good);
        SecretKeySpec drawnAnew = new SecretKeySpec(other, "AES");
        assertThatThrownBy(() -> ReceivedStates.open(file, drawnAnew, null)).isInstanceOf(HomeFileUnreadable.class);
        assertThat(ReceivedStates.open(file, drawnAnew, KEY).barred()).isEqualTo(Set.of(token(1), token(2)));
        assertThat(ReceivedStates.open(file, drawnAnew, null).generation())
                .as("written under the new key")
                .isEqualTo(2);
    }
}
