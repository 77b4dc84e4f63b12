package se.tvarsyn.pseudonymization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import se.tvarsyn.vault.LoopbackVault;
import se.tvarsyn.vault.VaultTransit;

/** Keys in a file that a key in Vault's transit engine opens. */
class SealedKeysTests extends VaultKeysContract {
    private Aead key(String name) throws IOException {
        try {
            return new VaultTransit(vaultOf(home)).getAead(VaultTransit.keyUri("transit", name));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    KeyProvider place(Path ofHome) throws IOException {
        return new SealedKeys(ofHome, "uppfoljning", key("tvarsyn"));
    }

    @Override
    void takeAway() throws IOException {
        Files.delete(keys("tvarsyn.tink"));
    }

    @Test
    void leavesOneFileThatItsOwnerAloneReadsAndThatShowsNoKey() throws IOException {
        create();
        open().importKey("uppfoljning", 1, hexFile(HEX), UNUSED);
        Path file = keys("tvarsyn.tink");
        assertThat(Files.exists(keys("tvarsyn.p12")) || Files.exists(keys("password")))
                .isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3).first().isEqualTo("tvarsyn-keys 1 uppfoljning");
        byte[] raw = HexFormat.of().parseHex(HEX);
        for (int i = 1; i < 3; i++) {
            byte[] bytes = Base64.getDecoder().decode(lines.get(i));
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            assertThat(text)
                    .doesNotContain(new String(raw, StandardCharsets.ISO_8859_1))
                    .doesNotContain(Base64.getEncoder().encodeToString(raw))
                    .doesNotContain("psn.");
        }
    }

    @Test
    void sealsEveryChangeWithANewKeyset() throws IOException {
        create();
        String before = Files.readAllLines(keys("tvarsyn.tink")).get(1);
        open().addFeed("school-meitner");
        assertThat(Files.readAllLines(keys("tvarsyn.tink")).get(1)).isNotEqualTo(before);
    }

    /** Neither half of one file opens with the other half of another, nor under another first line. */
    @Test
    void refusesAFileThatWasSwappedInPartOrWhole() throws IOException {
        create();
        List<String> own = Files.readAllLines(keys("tvarsyn.tink"));
        open().addFeed("school-meitner");
        List<String> other = Files.readAllLines(keys("tvarsyn.tink"));
        List<List<String>> wrong = new ArrayList<>(List.of(
                List.of(own.get(0), own.get(1), other.get(2)),
                List.of(own.get(0), other.get(1), own.get(2)),
                List.of(own.get(0), own.get(1), own.get(1)),
                List.of(own.get(0), own.get(1), "%"),
                List.of(own.get(0), own.get(1)),
                List.of("tvarsyn-keys 2 uppfoljning", own.get(1), own.get(2))));
        for (List<String> lines : wrong) {
            Files.write(keys("tvarsyn.tink"), lines);
            assertThatThrownBy(this::open)
                    .isInstanceOf(WrongKey.class)
                    .hasMessageContaining("tvarsyn.tink")
                    .hasMessageContaining("same backup")
                    .hasNoCause();
        }
        // Renamed by hand, the file of one purpose does not open as that of another.
        Files.write(keys("tvarsyn.tink"), List.of("tvarsyn-keys 1 annat", own.get(1), own.get(2)));
        assertThatThrownBy(this::open).isInstanceOf(WrongKey.class).hasMessageContaining("another purpose");
        assertThatThrownBy(() -> KeyStoreFile.open(home, new SealedKeys(home, "annat", key("tvarsyn")), false, CLOCK))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("does not open");
    }

    @Test
    void refusesAnotherKeyAndOneThatIsGone() throws IOException {
        create();
        byte[] before = Files.readAllBytes(keys("tvarsyn.tink"));
        vault.makeTransitKey("tvarsyn");
        assertThatThrownBy(this::open).isInstanceOf(WrongKey.class).hasMessageContaining("does not open");
        KeyProvider gone = new SealedKeys(home, "uppfoljning", key("gone"));
        assertThatThrownBy(() -> KeyStoreFile.open(home, gone, false, CLOCK))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("keys.key");
        assertThatThrownBy(() -> gone.replace(null, new TreeMap<>()))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("was not written");
        assertThat(Files.readAllBytes(keys("tvarsyn.tink"))).isEqualTo(before);
    }

    @Test
    void saysWhereVaultLetsNobodyIn() throws IOException {
        create();
        vault.suffers(LoopbackVault.Fault.SEALED);
        assertThatThrownBy(this::open).isInstanceOf(KeysUnreachable.class).hasMessageContaining("sealed");
        // Whether there are keys is known without it.
        assertThat(KeyStoreFile.exists(home, place(home))).isTrue();
    }
}
