package se.tvarsyn.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which settings of the place of keys go together. */
class KeySettingsTests {
    @TempDir
    private Path folder;

    private KeySettings keys = KeySettings.pkcs12();

    private String problems(String... lines) throws IOException {
        Home home = new Home(folder, Path.of("."));
        Files.writeString(home.settingsFile(), String.join("\n", lines) + "\n");
        List<Problem> problems = new ArrayList<>();
        keys = TvarsynSettings.read(home, null, problems).keys();
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void readsEveryProvider() throws IOException {
        assertThat(problems("purpose: x")).isEmpty();
        assertThat(keys).isEqualTo(KeySettings.pkcs12());
        assertThat(problems("keys: {provider: pkcs12}")).isEmpty();
        assertThat(keys).isEqualTo(KeySettings.pkcs12());
        assertThat(problems("keys: {provider: vault, url: 'https://v', token-file: t, path: tvarsyn/uppfoljning}"))
                .isEmpty();
        assertThat(keys)
                .isEqualTo(new KeySettings(
                        KeySettings.Provider.VAULT,
                        Map.of("url", "https://v", "token-file", "t"),
                        "secret",
                        "tvarsyn/uppfoljning"));
        assertThat(problems("keys: {provider: tink, url: 'http://127.0.0.1:8200', token-file: t, key: k}"))
                .isEmpty();
        assertThat(keys.mount()).isEqualTo("transit");
        assertThat(keys.name()).isEqualTo("k");
        assertThat(problems("keys: {provider: vault, url: 'https://v', token-file: t, mount: kv, path: a}"))
                .isEmpty();
        assertThat(keys.mount()).isEqualTo("kv");
    }

    @Test
    void namesWhatIsMissingOrOfNoUse() throws IOException {
        assertThat(problems("keys:", "  provider: vault"))
                .contains("tvarsyn.yaml:1: keys: provider: vault needs url; add it", "needs token-file", "needs path")
                .doesNotContain("needs key");
        assertThat(problems("keys:", "  provider: tink", "  path: a"))
                .contains("needs url", "needs token-file", "needs key")
                .contains("tvarsyn.yaml:3: keys: path is of no use with provider: tink; remove it");
        assertThat(problems("keys:", "  token-file: t"))
                .contains("tvarsyn.yaml:2: keys: token-file is of no use with provider: pkcs12; remove it");
        assertThat(problems(
                        "keys: {provider: vault, url: 'https://v', token-file: t, path: a, trust-password-file: p}"))
                .contains("trust-password-file needs trust-file");
        assertThat(problems("keys: {provider: hsm}")).contains("must be one of pkcs12, tink, vault");
    }

    @Test
    void sendsATokenUnderTlsOnlyAndLetsNoPathClimb() throws IOException {
        for (String url : List.of("http://vault.example.se", "https://u:MARKER@v", "https://v?t=MARKER", "MARKER")) {
            assertThat(problems("keys:", "  provider: vault", "  url: " + url, "  token-file: t", "  path: a"))
                    .contains("tvarsyn.yaml:3: keys: url must be https://")
                    .doesNotContain("MARKER");
        }
        for (String path : List.of("../sys", "/a", "a//b", "a?b", "a/", "å")) {
            assertThat(problems("keys: {provider: vault, url: 'https://v', token-file: t, path: '" + path + "'}"))
                    .contains("keys.path");
        }
    }

    @Test
    void givesAReceiverNoPlaceForKeys() throws IOException {
        assertThat(problems(
                        "keys: {provider: vault, url: 'https://v', token-file: t, path: a}",
                        "zone: {role: receiver, directory: in}"))
                .contains("a receiver holds no key of a token; remove keys");
    }
}
