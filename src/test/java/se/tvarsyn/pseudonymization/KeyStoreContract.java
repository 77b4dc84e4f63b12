package se.tvarsyn.pseudonymization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a home's keys promise, wherever they lie. */
abstract class KeyStoreContract {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T23:30:00Z"), ZoneOffset.UTC);
    static final KeyUse UNUSED = (domain, version) -> false;
    static final String HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    @TempDir
    Path home = Path.of("");

    /** Where the keys of a home lie; another place for every home. */
    abstract KeyProvider place(Path ofHome) throws IOException;

    KeyStoreFile create() throws IOException {
        return KeyStoreFile.create(
                home, place(home), "uppfoljning", List.of("school-lesson-csv", "leisure-dak"), false, CLOCK);
    }

    KeyStoreFile open() throws IOException {
        return KeyStoreFile.open(home, place(home), false, CLOCK);
    }

    Path keys(String file) {
        return home.resolve("keys").resolve(file);
    }

    Path hexFile(String text) throws IOException {
        return Files.writeString(home.resolve("key.hex"), text);
    }

    private String checkValues() throws IOException {
        return Files.readString(keys("check-values"));
    }

    /** Restores older keys, as from a backup, without their check values. */
    private void putBack(KeyEntries old) throws IOException {
        place(home).replace(place(home).read(), new TreeMap<>(old.bytes()));
    }

    @Test
    void drawsAKeyOfItsOwnForPurposeAndEveryFeed() throws IOException {
        TokenKeys made = create().tokenKeys();
        TokenKeys read = open().tokenKeys();
        assertThat(read.byDomain())
                .containsOnlyKeys("uppfoljning", "uppfoljning/src:school-lesson-csv", "uppfoljning/src:leisure-dak");
        for (String domain : read.byDomain().keySet()) {
            assertThat(Objects.requireNonNull(made.byDomain().get(domain))
                            .newest()
                            .secret())
                    .isEqualTo(Objects.requireNonNull(read.byDomain().get(domain))
                            .newest()
                            .secret());
        }
        assertThat(open().list(UNUSED).stream().map(KeptKey::checkValue).distinct())
                .hasSize(3);
        assertThat(open().purpose()).isEqualTo("uppfoljning");
    }

    @Test
    void listsKeysWithTheirSwedishDayAndWhetherTheyAreUsed() throws IOException {
        create();
        List<KeptKey> list = open().list((domain, version) -> domain.equals("uppfoljning"));
        assertThat(list).extracting(KeptKey::domain).hasSize(3).contains("uppfoljning/src:leisure-dak");
        assertThat(list).allSatisfy(key -> {
            assertThat(key.createdOn()).isEqualTo(LocalDate.of(2026, 11, 23));
            assertThat(key.version()).isEqualTo(1);
            assertThat(key.checkValue()).matches("[0-9a-f]{8}");
            assertThat(key.isUsed()).isEqualTo(key.domain().equals("uppfoljning"));
        });
    }

    @Test
    void neverWritesOverKeys() throws IOException {
        create();
        String before = checkValues();
        assertThatThrownBy(this::create).isInstanceOf(WrongKey.class).hasMessageContaining("already");
        assertThat(open().list(UNUSED)).hasSize(3);
        assertThat(checkValues()).isEqualTo(before);
    }

    @Test
    void addsAFeedOnceAndKeepsTheOthers() throws IOException {
        String before = create().tokenKeys().ofPurpose().checkValue();
        KeyStoreFile file = open();
        file.addFeed("school-meitner");
        String added = file.tokenKeys().ofFeed("school-meitner").checkValue();
        file.addFeed("school-meitner");
        assertThat(open().tokenKeys().ofFeed("school-meitner").checkValue()).isEqualTo(added);
        assertThat(open().tokenKeys().ofPurpose().checkValue()).isEqualTo(before);
        assertThatThrownBy(() -> open().tokenKeys().ofFeed("other")).isInstanceOf(WrongKey.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Skola", "skola_1", "sk\u00e5la", "", "-a", "a/src:b", "a b", "a.v1", "quarantine"})
    void refusesNamesThatCouldFoldTogether(String name) {
        assertThatThrownBy(() -> KeyStoreFile.create(home, place(home), name, List.of(), false, CLOCK))
                .isInstanceOf(WrongKey.class);
    }

    @Test
    void refusesDemoKeysElsewhereAndOthersInADemo(@TempDir Path demo) throws IOException {
        create();
        KeyStoreFile.create(demo, place(demo), "uppfoljning", List.of(), true, CLOCK);
        assertThat(KeyStoreFile.open(demo, place(demo), true, CLOCK).isDemo()).isTrue();
        assertThatThrownBy(() -> KeyStoreFile.open(demo, place(demo), false, CLOCK))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("made for the demo");
        assertThatThrownBy(() -> KeyStoreFile.open(home, place(home), true, CLOCK))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("no demo keys");
    }

    @Test
    void importsAKeyIntoAVersionThatNoDeliveryHasUsed() throws IOException {
        create();
        open().importKey("uppfoljning", 1, hexFile(HEX + "\n"), UNUSED);
        KeyChain key = open().tokenKeys().ofPurpose();
        assertThat(new TokenMaker(key, "pnr").token("200001012384"))
                .hasToString("bb3f6887-6c21-8aea-a178-21946f97c00f");
        assertThat(Files.readAllLines(keys("check-values")))
                .contains("uppfoljning 1 " + key.checkValue())
                .hasSize(4);
    }

    @Test
    void refusesToReplaceAUsedKey() throws IOException {
        String before = create().tokenKeys().ofPurpose().checkValue();
        assertThatThrownBy(() -> open().importKey("uppfoljning", 1, hexFile(HEX), (domain, version) -> true))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("uppfoljning version 1")
                .hasMessageContaining("rotate");
        assertThat(open().tokenKeys().ofPurpose().checkValue()).isEqualTo(before);
    }

    @Test
    void refusesToImportWhereThereIsNothingToReplace() throws IOException {
        create();
        assertThatThrownBy(() -> open().importKey("uppfoljning", 2, hexFile(HEX), UNUSED))
                .isInstanceOf(WrongKey.class);
        assertThatThrownBy(() -> open().importKey("annat", 1, hexFile(HEX), UNUSED))
                .isInstanceOf(WrongKey.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "abababababababababababababababababababababababababababababababab",
                "secretsecretsecretsecretsecretsecretsecretsecretsecretsecretsecr",
                "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1",
                "\u00e500102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            })
    void refusesWeakKeysWithoutShowingThem(String hex) throws IOException {
        create();
        assertThatThrownBy(() -> open().importKey("uppfoljning", 1, hexFile(hex), UNUSED))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("key.hex:1")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("0102")
                .hasMessageNotContaining("abab")
                .hasNoCause();
    }

    @Test
    void refusesAKeyThatAnotherDomainHas() throws IOException {
        create();
        open().importKey("uppfoljning", 1, hexFile(HEX), UNUSED);
        assertThatThrownBy(() -> open().importKey("uppfoljning/src:leisure-dak", 1, hexFile(HEX), UNUSED))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("uppfoljning version 1")
                .hasMessageContaining("leisure-dak version 1");
    }

    @Test
    void stopsWhereAKeyIsNotTheOneThatTheConfigurationNames() throws IOException {
        create();
        KeyEntries old = Objects.requireNonNull(place(home).read());
        open().importKey("uppfoljning/src:leisure-dak", 1, hexFile(HEX), UNUSED);
        putBack(old);
        assertThatThrownBy(this::open)
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("uppfoljning/src:leisure-dak version 1")
                .hasMessageContaining("same backup");
    }

    @Test
    void stopsWhereAnOlderKeyStoreLacksAKey() throws IOException {
        create();
        KeyEntries old = Objects.requireNonNull(place(home).read());
        open().addFeed("school-meitner");
        putBack(old);
        assertThatThrownBy(this::open)
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("school-meitner version 1")
                .hasMessageContaining("missing");
    }

    @Test
    void givesEveryDeliveryAQuarantineKeyOfItsOwn() throws IOException {
        KeyStoreFile file = create();
        UUID a = new UUID(1, 1);
        assertThat(file.homeKeys().quarantine(a).getEncoded())
                .hasSize(32)
                .isEqualTo(open().homeKeys().quarantine(a).getEncoded())
                .isNotEqualTo(file.homeKeys().quarantine(new UUID(1, 2)).getEncoded());
    }

    @Test
    void givesEveryArchivedFileAKeyThatNothingElseHas() throws IOException {
        KeyStoreFile file = create();
        UUID a = new UUID(1, 1);
        assertThat(file.homeKeys().archive(a).getEncoded())
                .hasSize(32)
                .isEqualTo(open().homeKeys().archive(a).getEncoded())
                .isNotEqualTo(file.homeKeys().archive(new UUID(1, 2)).getEncoded())
                .isNotEqualTo(file.homeKeys().quarantine(a).getEncoded());
    }

    private interface Change {
        void make(KeyStoreFile file) throws IOException;
    }

    @ParameterizedTest
    @EnumSource(DyingPlace.Death.class)
    void opensAfterACrashWithinAnyChange(DyingPlace.Death death) throws IOException {
        create();
        Path hex = hexFile(HEX);
        for (Change change : List.<Change>of(
                file -> file.importKey("uppfoljning", 1, hex, UNUSED),
                file -> file.addFeed("school-meitner"),
                file -> new KeyVersions(file).draw(List.of("uppfoljning"), true),
                file -> new KeyVersions(file).makeCurrent(List.of("uppfoljning")))) {
            KeyStoreFile dying = KeyStoreFile.open(home, new DyingPlace(place(home), death), false, CLOCK);
            assertThatThrownBy(() -> change.make(dying)).isInstanceOf(KeysUnreachable.class);
            assertThat(KeyStoreFile.exists(home, place(home))).isTrue();
            assertThat(open().list(UNUSED)).isNotEmpty();
            // Done again, or for the first time.
            change.make(open());
            assertThat(open().list(UNUSED)).isNotEmpty();
            assertThat(checkValues()).doesNotContain("changing");
        }
        assertThat(open().tokenKeys().ofPurpose().version()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(DyingPlace.Death.class)
    void canBeMadeAgainAfterACrashWhileItWasMade(DyingPlace.Death death) throws IOException {
        KeyProvider dying = new DyingPlace(place(home), death);
        assertThatThrownBy(() -> KeyStoreFile.create(home, dying, "uppfoljning", List.of(), false, CLOCK))
                .isInstanceOf(KeysUnreachable.class);
        assertThat(KeyStoreFile.exists(home, place(home))).isEqualTo(death == DyingPlace.Death.AFTER_THE_KEYS);
        if (death == DyingPlace.Death.BEFORE_THE_KEYS) {
            create();
        }
        assertThat(open().tokenKeys().ofPurpose().version()).isEqualTo(1);
    }

    @Test
    void takesTheChangesOfEveryWriter() throws Exception {
        create();
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> changes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String feed = "feed-" + i;
                changes.add(() -> {
                    open().addFeed(feed);
                    return null;
                });
            }
            for (Future<Void> done : writers.invokeAll(changes)) {
                done.get();
            }
        } finally {
            writers.shutdown();
        }
        assertThat(open().list(UNUSED)).hasSize(11);
    }

    @Test
    void changesTheNewestKeysThoughItReadOlderOnes() throws IOException {
        create();
        KeyStoreFile stale = open();
        open().addFeed("school-meitner");
        stale.addFeed("school-edlevo");
        assertThat(open().list(UNUSED)).hasSize(5);
    }

    @Test
    void destroysAndRotatesAsEverywhere() throws IOException {
        create();
        KeyVersions versions = new KeyVersions(open());
        versions.draw(List.of("uppfoljning"), false);
        assertThat(open().tokenKeys().ofPurpose().version()).isEqualTo(1);
        versions.makeCurrent(List.of("uppfoljning"));
        versions.destroy("uppfoljning", 1);
        assertThat(open().list(UNUSED)).extracting(KeptKey::version).containsOnlyOnce(2);
        assertThat(Objects.requireNonNull(place(home).read()).bytes()).doesNotContainKey("psn.uppfoljning.v1");
        new KeyVersions(open()).destroyAll("uppfoljning");
        assertThat(open().list(UNUSED)).isEmpty();
        assertThat(open().purpose()).isEqualTo("uppfoljning");
    }

    @Test
    void makesTheTokensThatTheSameBytesMakeInPkcs12(@TempDir Path other) throws IOException {
        KeyStoreFile inFiles = KeyStoreFile.create(other, "uppfoljning", List.of("leisure-dak"), false, CLOCK);
        Files.createDirectories(home.resolve("keys"));
        Files.copy(other.resolve("keys/check-values"), keys("check-values"));
        KeyEntries entries = Objects.requireNonNull(new Pkcs12Keys(other).read());
        place(home).replace(null, new TreeMap<>(entries.bytes()));
        assertThat(open().list(UNUSED)).isEqualTo(inFiles.list(UNUSED));
        for (String domain : inFiles.tokenKeys().byDomain().keySet()) {
            assertThat(token(open(), domain)).isEqualTo(token(inFiles, domain));
        }
    }

    private static String token(KeyStoreFile file, String domain) {
        KeyChain chain = Objects.requireNonNull(file.tokenKeys().byDomain().get(domain));
        return new TokenMaker(chain, "pnr").token("200001012384").toString();
    }

    @Test
    void takesACopyOnceOrTwiceAndNoneOverOtherKeys(@TempDir Path other) throws IOException {
        KeyStoreFile inFiles = KeyStoreFile.create(other, "uppfoljning", List.of(), false, CLOCK);
        KeyProvider place = place(other);
        inFiles.copyTo(place);
        inFiles.copyTo(place);
        assertThat(KeyStoreFile.open(other, place, false, CLOCK).list(UNUSED)).isEqualTo(inFiles.list(UNUSED));
        create();
        assertThatThrownBy(() -> inFiles.copyTo(place(home))).isInstanceOf(WrongKey.class);
        assertThat(open().list(UNUSED)).hasSize(3);
    }

    @Test
    void namesTheMendWhereKeysOrTheirCheckValuesAreGone() throws IOException {
        assertThat(KeyStoreFile.exists(home, place(home))).isFalse();
        assertThatThrownBy(this::open).isInstanceOf(WrongKey.class).hasMessageContaining("init");
        create();
        String values = checkValues();
        Files.delete(keys("check-values"));
        assertThat(KeyStoreFile.exists(home, place(home))).isTrue();
        assertThatThrownBy(this::open)
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("check-values is missing")
                .hasMessageContaining("one backup");
        assertThatThrownBy(this::create).isInstanceOf(WrongKey.class).hasMessageContaining("already");
        Files.writeString(keys("check-values"), values);
        takeAway();
        assertThat(KeyStoreFile.exists(home, place(home))).isTrue();
        assertThatThrownBy(this::open).isInstanceOf(WrongKey.class).hasMessageContaining("no keys there");
        assertThatThrownBy(this::create).isInstanceOf(WrongKey.class).hasMessageContaining("already");
    }

    /** Loses the keys. */
    abstract void takeAway() throws IOException;
}
