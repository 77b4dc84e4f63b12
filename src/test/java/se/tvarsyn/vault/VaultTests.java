package se.tvarsyn.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.pseudonymization.KeysUnreachable;
import se.tvarsyn.pseudonymization.WrongKey;
import se.tvarsyn.source.ThrowAwayCertificates;

/** How a Vault is reached, and what its transit engine does for Tink. */
class VaultTests {
    @TempDir
    private Path folder;

    private Vault vault(Map<String, String> settings) {
        return Vault.of(settings, folder, Clock.systemUTC());
    }

    @Test
    void trustsThePrivateCaThatIsNamedAndNobodyElse() throws Exception {
        ThrowAwayCertificates certificates = new ThrowAwayCertificates(folder);
        certificates.issue("here", "ca", "-ext", "san=ip:127.0.0.1");
        certificates.issue("elsewhere", "ca", "-ext", "san=dns:vault.example.se");
        try (LoopbackVault here = new LoopbackVault(certificates.serverSide("here"));
                LoopbackVault elsewhere = new LoopbackVault(certificates.serverSide("elsewhere"))) {
            Map<String, String> trusting = new HashMap<>(here.settings(folder));
            trusting.put("trust-file", certificates.pem("ca").toString());
            assertThat(vault(trusting).ask("secret/data/none", null).status()).isEqualTo(404);
            assertThatThrownBy(() -> vault(here.settings(folder)).ask("secret/data/none", null))
                    .isInstanceOf(KeysUnreachable.class)
                    .hasMessageContaining("trust-file");
            trusting.put("url", elsewhere.url());
            assertThatThrownBy(() -> vault(trusting).ask("secret/data/none", null))
                    .isInstanceOf(KeysUnreachable.class)
                    .hasMessageContaining("another host name");
            assertThat(elsewhere.requests()).as("no token went there").isEmpty();
        }
    }

    @Test
    void namesEverySettingThatMakesNoConnection() {
        assertThatThrownBy(() -> vault(Map.of(
                        "url", "http://vault.example.se:8200/?token=MARKER",
                        "token-file", "none",
                        "trust-file", "none.pem")))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("tvarsyn.yaml: keys.url must be https://")
                .hasMessageContaining("tvarsyn.yaml: keys.token-file names a file that cannot be read")
                .hasMessageContaining("tvarsyn.yaml: keys.trust-file names a file that cannot be read")
                .hasMessageNotContaining("MARKER")
                .hasNoCause();
    }

    @Test
    void asksNothingWhileTheJvmWritesHeadersToALog() throws Exception {
        try (LoopbackVault server = new LoopbackVault()) {
            System.setProperty("jdk.httpclient.HttpClient.log", "headers");
            try {
                assertThatThrownBy(() -> vault(server.settings(folder)).ask("secret/data/none", null))
                        .isInstanceOf(KeysUnreachable.class)
                        .hasMessageContaining("jdk.httpclient.HttpClient.log");
            } finally {
                System.clearProperty("jdk.httpclient.HttpClient.log");
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    /** A token is renewed by whoever renews it, while the program runs. */
    @Test
    void readsTheTokenAnewForEveryRequest() throws Exception {
        try (LoopbackVault server = new LoopbackVault()) {
            Vault vault = vault(server.settings(folder));
            Files.writeString(folder.resolve("vault-token"), "hvs.ended");
            assertThatThrownBy(() -> vault.ask("secret/data/none", null)).isInstanceOf(KeysUnreachable.class);
            Files.writeString(folder.resolve("vault-token"), LoopbackVault.TOKEN);
            assertThat(vault.ask("secret/data/none", null).status()).isEqualTo(404);
        }
    }

    @Test
    void isTinksKeyManagementService() throws Exception {
        try (LoopbackVault server = new LoopbackVault()) {
            KmsClient kms = new VaultTransit(vault(server.settings(folder)));
            String uri = VaultTransit.keyUri("transit", "tvarsyn");
            assertThat(uri).isEqualTo("hcvault:///transit/keys/tvarsyn");
            assertThat(kms.doesSupport(uri)).isTrue();
            assertThat(kms.doesSupport("gcp-kms://projects/p")).isFalse();
            assertThat(kms.withDefaultCredentials()).isSameAs(kms);
            assertThat(kms.withCredentials("none")).isSameAs(kms);
            assertThatThrownBy(() -> kms.getAead("hcvault:///../sys/keys/x"))
                    .isInstanceOf(GeneralSecurityException.class);
            Aead key = kms.getAead(uri);
            byte[] bound = "uppfoljning".getBytes(StandardCharsets.UTF_8);
            byte[] sealed = key.encrypt(new byte[] {1, 2, 3}, bound);
            assertThat(new String(sealed, StandardCharsets.US_ASCII)).startsWith("vault:v1:");
            assertThat(key.decrypt(sealed, bound)).containsExactly(1, 2, 3);
            assertThatThrownBy(() -> key.decrypt(sealed, new byte[] {1}))
                    .isInstanceOf(GeneralSecurityException.class)
                    .hasMessage("Vault does not decrypt (400)");
            assertThat(server.requests())
                    .contains("POST /v1/transit/encrypt/tvarsyn", "POST /v1/transit/decrypt/tvarsyn");
        }
    }
}
