package se.tvarsyn.pseudonymization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.tvarsyn.vault.LoopbackVault;
import se.tvarsyn.vault.LoopbackVault.Fault;
import se.tvarsyn.vault.VaultSecret;

/** Keys in a secret of Vault's key-value engine. */
class KeysInVaultTests extends VaultKeysContract {
    @Override
    KeyProvider place(Path ofHome) throws IOException {
        return new VaultSecret(vaultOf(ofHome), "secret", path(ofHome));
    }

    private static String path(Path ofHome) {
        return "tvarsyn/" + ofHome.getFileName();
    }

    @Override
    void takeAway() {
        vault.put(path(home), null);
    }

    @Test
    void leavesNoKeyInTheHome() throws IOException {
        create();
        open().addFeed("school-meitner");
        try (Stream<Path> files = Files.list(home.resolve("keys"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("check-values", "lock");
        }
        assertThat(Objects.requireNonNull(vault.secret(path(home))).size()).isGreaterThan(8);
    }

    @Test
    void refusesASecretThatSomebodyElseChangedMeanwhile() throws IOException {
        create();
        KeyProvider place = place(home);
        KeyEntries read = Objects.requireNonNull(place.read());
        open().addFeed("school-meitner");
        assertThatThrownBy(() -> place.replace(read, new TreeMap<>(read.bytes())))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("meanwhile");
        assertThat(open().list(UNUSED)).hasSize(4);
        assertThatThrownBy(() -> place.replace(null, new TreeMap<>(read.bytes())))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("already");
    }

    /** Two homes that name one path: the second has no check values, and must not get keys it did not make. */
    @Test
    void refusesTheSecretOfAnotherHome(@TempDir Path second) throws IOException {
        create();
        KeyProvider same = place(home);
        assertThat(KeyStoreFile.exists(second, same)).isTrue();
        assertThatThrownBy(() -> KeyStoreFile.open(second, same, false, CLOCK))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("check-values is missing");
        assertThatThrownBy(() -> KeyStoreFile.create(second, same, "annat", List.of(), false, CLOCK))
                .isInstanceOf(WrongKey.class);
        assertThat(vault.versions(path(home))).containsExactly(1);
    }

    @Test
    void keepsNoOlderVersionThatHoldsADestroyedKey() throws IOException {
        create();
        KeyVersions versions = new KeyVersions(open());
        versions.draw(List.of("uppfoljning"), false);
        assertThat(vault.versions(path(home))).as("nothing is gone yet").containsExactly(1, 2);
        versions.makeCurrent(List.of("uppfoljning"));
        versions.destroy("uppfoljning", 1);
        assertThat(vault.versions(path(home))).containsExactly(4);
    }

    @Test
    void saysWhereAnOlderVersionIsLeft() throws IOException {
        create();
        vault.suffers(Fault.MAY_NOT_DESTROY);
        assertThatThrownBy(() -> open().importKey("uppfoljning", 1, hexFile(HEX), UNUSED))
                .isInstanceOf(KeysUnreachable.class)
                .hasMessageContaining("older versions are not destroyed")
                .hasMessageContaining("destroy versions 1 to 1")
                .hasMessageContaining("secret/destroy/");
        // What was written is there, and opens.
        vault.suffers(Fault.NONE);
        assertThat(open().tokenKeys().ofPurpose().newest().secret()[31]).isEqualTo((byte) 0x1f);
    }

    @ParameterizedTest
    @CsvSource({
        "SEALED, sealed",
        "STANDBY, points to another address (307)",
        "SILENT, no answer within 10 s",
        "ANSWER_LOST, the connection broke",
    })
    void saysWhyVaultLetsNobodyIn(Fault fault, String why) throws IOException {
        create();
        vault.suffers(fault);
        assertThatThrownBy(this::open)
                .isInstanceOf(KeysUnreachable.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining(LoopbackVault.TOKEN)
                .hasNoCause();
    }

    @Test
    void saysThatNobodyListensOrThatTheTokenIsRefused() throws IOException {
        create();
        Files.writeString(secrets.resolve("vault-token"), "hvs.OTHERMARKER");
        assertThatThrownBy(this::open)
                .isInstanceOf(KeysUnreachable.class)
                .hasMessageContaining("the token is refused (403)")
                .hasMessageContaining("keys.token-file")
                .hasMessageContaining("read on secret/data/tvarsyn")
                .hasMessageNotContaining("OTHERMARKER");
        vault.close();
        assertThatThrownBy(this::open).isInstanceOf(KeysUnreachable.class).hasMessageContaining("no connection");
    }

    @Test
    void opensAfterAWriteWhoseAnswerWasLost() throws IOException {
        create();
        KeyStoreFile file = open();
        KeyProvider place = place(home);
        KeyEntries read = Objects.requireNonNull(place.read());
        TreeMap<String, byte[]> next = new TreeMap<>(read.bytes());
        next.put("retired.other", new byte[] {'1'});
        vault.suffers(Fault.ANSWER_LOST);
        assertThatThrownBy(() -> place.replace(read, next)).isInstanceOf(KeysUnreachable.class);
        vault.suffers(Fault.NONE);
        assertThat(vault.versions(path(home))).as("sent once").containsExactly(1, 2);
        file.addFeed("school-meitner");
        assertThat(open().list(UNUSED)).hasSize(4);
    }

    @Test
    void refusesWhatIsNoSecretOfKeys() throws IOException {
        create();
        vault.suffers(Fault.NO_JSON);
        assertThatThrownBy(this::open)
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("version 2")
                .hasNoCause();
        vault.suffers(Fault.NONE);
        vault.put(path(home), new ObjectMapper().createObjectNode().put("password", "MARKER!"));
        assertThatThrownBy(this::open)
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("something else than keys")
                .hasMessageNotContaining("MARKER")
                .hasNoCause();
        KeyProvider nowhere = new VaultSecret(vaultOf(home), "kv", "tvarsyn");
        assertThatThrownBy(() -> nowhere.replace(null, new TreeMap<>()))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("cannot be written (404)")
                .hasMessageContaining("keys.mount");
    }
}
