package se.tvarsyn.pseudonymization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyStoreFileTests {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T23:30:00Z"), ZoneOffset.UTC);
    private static final KeyUse UNUSED = (domain, version) -> false;
    private static final String HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    @TempDir
    private Path home = Path.of("");

    private KeyStoreFile create() throws IOException {
        return KeyStoreFile.create(home, "uppfoljning", List.of("school-lesson-csv", "leisure-dak"), false, CLOCK);
    }

    private KeyStoreFile open() throws IOException {
        return KeyStoreFile.open(home, false, CLOCK);
    }

    private Path keys(String file) {
        return home.resolve("keys").resolve(file);
    }

    private Path hexFile(String text) throws IOException {
        return Files.writeString(home.resolve("key.hex"), text);
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
    void letsOnlyItsOwnAccountRead() throws IOException {
        create();
        open().addFeed("school-meitner");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("keys"))))
                .isEqualTo("rwx------");
        try (var files = Files.list(home.resolve("keys"))) {
            assertThat(files.toList()).hasSize(4).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
        assertThat(Base64.getDecoder().decode(Files.readString(keys("password"))))
                .hasSize(32);
    }

    @Test
    void neverWritesOverKeys() throws IOException {
        create();
        byte[] before = Files.readAllBytes(keys("tvarsyn.p12"));
        assertThatThrownBy(this::create).isInstanceOf(WrongKey.class).hasMessageContaining("already");
        assertThat(Files.readAllBytes(keys("tvarsyn.p12"))).isEqualTo(before);
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
        assertThatThrownBy(() -> KeyStoreFile.create(home, name, List.of(), false, CLOCK))
                .isInstanceOf(WrongKey.class);
    }

    @Test
    void refusesDemoKeysElsewhereAndOthersInADemo(@TempDir Path demo) throws IOException {
        create();
        KeyStoreFile.create(demo, "uppfoljning", List.of(), true, CLOCK);
        assertThat(KeyStoreFile.open(demo, true, CLOCK).isDemo()).isTrue();
        assertThatThrownBy(() -> KeyStoreFile.open(demo, false, CLOCK))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("made for the demo");
        assertThatThrownBy(() -> KeyStoreFile.open(home, true, CLOCK))
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
        Files.copy(keys("tvarsyn.p12"), home.resolve("old.p12"));
        open().importKey("uppfoljning/src:leisure-dak", 1, hexFile(HEX), UNUSED);
        Files.copy(home.resolve("old.p12"), keys("tvarsyn.p12"), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(this::open)
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("uppfoljning/src:leisure-dak version 1")
                .hasMessageContaining("same backup");
    }

    @Test
    void stopsWhereAnOlderKeyStoreLacksAKey() throws IOException {
        create();
        Files.copy(keys("tvarsyn.p12"), home.resolve("old.p12"));
        open().addFeed("school-meitner");
        Files.copy(home.resolve("old.p12"), keys("tvarsyn.p12"), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(this::open)
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("school-meitner version 1")
                .hasMessageContaining("missing");
    }

    @Test
    void opensAfterACrashBetweenTheTwoFilesOfAnImport() throws IOException {
        create();
        byte[] before = Files.readAllBytes(keys("tvarsyn.p12"));
        List<String> old = Files.readAllLines(keys("check-values"));
        open().importKey("uppfoljning", 1, hexFile(HEX), UNUSED);
        byte[] after = Files.readAllBytes(keys("tvarsyn.p12"));
        Files.write(keys("check-values"), old, java.nio.file.StandardOpenOption.APPEND);
        assertThat(open().list(UNUSED)).hasSize(3);
        Files.write(keys("tvarsyn.p12"), before);
        assertThat(open().list(UNUSED)).hasSize(3);
        assertThat(before).isNotEqualTo(after);
    }

    @Test
    void namesTheMendWhereAFileIsMissingOrBroken() throws IOException {
        assertThatThrownBy(this::open).isInstanceOf(WrongKey.class).hasMessageContaining("init");
        create();
        byte[] password = Files.readAllBytes(keys("password"));
        Files.writeString(keys("password"), "another");
        assertThatThrownBy(this::open)
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("password")
                .hasNoCause();
        Files.delete(keys("password"));
        assertThatThrownBy(this::open).isInstanceOf(WrongKey.class).hasMessageContaining("password");
        Files.write(keys("password"), password);
        Files.writeString(keys("check-values"), "uppfoljning one\n");
        assertThatThrownBy(this::open).isInstanceOf(WrongKey.class).hasMessageContaining("check-values:1");
        Files.write(keys("check-values"), new byte[] {(byte) 0xc3, (byte) 0x28});
        assertThatThrownBy(this::open).isInstanceOf(WrongKey.class).hasMessageContaining("check-values");
    }

    @Test
    void refusesAKeyStoreThatWasMadeByHandWithAWeakKey() throws Exception {
        create();
        char[] password = Files.readString(keys("password")).toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(Files.readAllBytes(keys("tvarsyn.p12"))), password);
        KeyStore.ProtectionParameter protection = new KeyStore.PasswordProtection(password);
        assertThat(Collections.list(store.aliases())).contains("psn.uppfoljning/src:leisure-dak.v1");
        store.setEntry(
                "psn.uppfoljning.v2",
                new KeyStore.SecretKeyEntry(new javax.crypto.spec.SecretKeySpec(new byte[32], "AES")),
                protection);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, password);
        Files.write(keys("tvarsyn.p12"), out.toByteArray());
        assertThatThrownBy(this::open).isInstanceOf(WrongKey.class).hasMessageContaining("uppfoljning version 2");
    }

    /** Our own password needs no iterations: it is 256 random bits. */
    @Test
    void makesAPasswordThatSomebodyElseSetSlowerToGuess() throws Exception {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            entries.put("psn.uppfoljning.v" + i, new byte[] {1, 2, 3});
        }
        char[] drawn =
                new String(Pkcs12Entries.drawnPassword(new SecureRandom()), StandardCharsets.US_ASCII).toCharArray();
        assertThat(tenThousands(Pkcs12Entries.write(entries, drawn))).isLessThan(3);
        for (String chosen : new String[] {"sommar2026", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa="}) {
            assertThat(tenThousands(Pkcs12Entries.write(entries, chosen.toCharArray())))
                    .isGreaterThan(20);
        }
    }

    /** How often the number 10,000 is in a DER file (ITU-T X.690): the iterations of an entry, and of the whole. */
    private static int tenThousands(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1).split("\u0002\u0002'\u0010", -1).length - 1;
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

    @Test
    void keepsSecretsOutOfEveryTextAndFileInClear() throws IOException {
        create();
        KeyStoreFile file = open();
        file.importKey("uppfoljning", 1, hexFile(HEX), UNUSED);
        assertThat(file.toString() + file.tokenKeys() + file.tokenKeys().ofPurpose() + file.list(UNUSED))
                .doesNotContain(HEX)
                .doesNotContain("[B@");
        byte[] stored = Files.readAllBytes(keys("tvarsyn.p12"));
        assertThat(HexFormat.of().formatHex(stored)).doesNotContain(HEX);
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain(HEX);
    }
}
