package se.tvarsyn.pseudonymization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeyStoreFileTests extends KeyStoreContract {
    @Override
    KeyProvider place(Path ofHome) {
        return new Pkcs12Keys(ofHome);
    }

    @Override
    void takeAway() throws IOException {
        Files.delete(keys("tvarsyn.p12"));
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
