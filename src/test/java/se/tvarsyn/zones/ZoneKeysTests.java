package se.tvarsyn.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.zones.ZonePublicKey.Role;

class ZoneKeysTests {
    @TempDir
    private Path home;

    @Test
    void keepsAPairThatOnlyItsOwnerReads() throws Exception {
        for (Role role : Role.values()) {
            ZoneKeys made = ZoneKeys.create(home, role);
            Path file = home.resolve("keys").resolve("zone-" + role.word());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            ZoneKeys opened = ZoneKeys.open(home, role);
            assertThat(opened.publicKey()).isEqualTo(made.publicKey());
            assertThat(ZonePublicKey.parse(role, made.publicKey().text())).isEqualTo(made.publicKey());
            assertThatThrownBy(() -> ZoneKeys.create(home, role)).isInstanceOf(WrongZoneKey.class);
            String secret = Files.readAllLines(file).get(1);
            assertThat(made.toString()).doesNotContain(secret.substring(24, 40));
        }
    }

    @Test
    void refusesAPairWhoseHalvesDoNotBelongTogether() throws Exception {
        for (Role role : Role.values()) {
            ZoneKeys.create(home, role);
            Path file = home.resolve("keys").resolve("zone-" + role.word());
            List<String> lines = Files.readAllLines(file);
            Files.writeString(file, ZoneKeys.draw(role).publicKey().text() + "\n" + lines.get(1) + "\n");
            assertThatThrownBy(() -> ZoneKeys.open(home, role))
                    .isInstanceOf(WrongZoneKey.class)
                    .hasMessageContaining("is no key pair of a zone")
                    .hasNoCause();
            Files.writeString(file, lines.get(0) + "\nAAAA\n");
            assertThatThrownBy(() -> ZoneKeys.open(home, role)).isInstanceOf(WrongZoneKey.class);
            Files.delete(file);
            assertThatThrownBy(() -> ZoneKeys.open(home, role)).hasMessageContaining("zone keys");
        }
    }

    @Test
    void takesAPublicKeyForItsOwnUseOnly() {
        String text = ZoneKeys.draw(Role.SENDER).publicKey().text();
        assertThat(text).startsWith("tvarsyn-sender:").hasSize(58);
        assertThatThrownBy(() -> ZonePublicKey.parse(Role.RECEIVER, text)).hasMessageContaining("tvarsyn-receiver:");
        assertThatThrownBy(() -> ZonePublicKey.parse(Role.SENDER, text.substring(0, 50)))
                .hasMessageNotContaining(text.substring(20, 50));
    }

    /** RFC 8032, 7.1, test 1; RFC 7748, 6.1. */
    @Test
    void usesTheKeysOfTheStandards() throws Exception {
        String ed25519 = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        ZonePublicKey sender = new ZonePublicKey(Role.SENDER, base64(ed25519));
        String signature = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
                + "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";
        assertThat(ZoneKeys.isSigned(sender, new byte[0], HexFormat.of().parseHex(signature)))
                .isTrue();
        assertThat(ZoneKeys.isSigned(sender, new byte[1], HexFormat.of().parseHex(signature)))
                .isFalse();
        ZoneKeys one = ZoneKeys.draw(Role.RECEIVER);
        ZoneKeys other = ZoneKeys.draw(Role.RECEIVER);
        assertThat(one.agree(other.publicKey())).isEqualTo(other.agree(one.publicKey()));
        // A point of small order would let anybody know the secret.
        ZonePublicKey zero = new ZonePublicKey(Role.RECEIVER, base64("00".repeat(32)));
        assertThatThrownBy(() -> one.agree(zero)).isInstanceOf(java.security.GeneralSecurityException.class);
    }

    private static String base64(String hex) {
        return java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex(hex));
    }

    @Test
    void marksWithoutGivingAwayWhatItMarks() {
        ZoneKeys one = ZoneKeys.draw(Role.SENDER);
        assertThat(one.mark("content", "x")).hasSize(32).isEqualTo(one.mark("content", "x"));
        assertThat(one.mark("content", "x"))
                .isNotEqualTo(one.mark("delivery", "x"))
                .isNotEqualTo(ZoneKeys.draw(Role.SENDER).mark("content", "x"));
    }
}
