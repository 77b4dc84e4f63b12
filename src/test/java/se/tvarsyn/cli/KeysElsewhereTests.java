package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.tvarsyn.CapturedLog;
import se.tvarsyn.vault.LoopbackVault;
import se.tvarsyn.vault.LoopbackVault.Fault;

/** Homes whose keys lie in Vault, or in a file that Vault opens. */
class KeysElsewhereTests {
    private static final String FEED = "school-lesson-csv";
    private static final String ROW = "201001012382;48392017;9;F;2026-03-02;08:10;60;0;";
    /** No key of anybody: drawn for this test. */
    private static final String HEX = "9f8e7d6c5b4a39281706f5e4d3c2b1a00f1e2d3c4b5a69788796a5b4c3d2e1f0";

    private static final String TOKENS = "SELECT DISTINCT toString(person_pseudonym) FROM core.attendance ORDER BY 1";

    @TempDir
    private Path folder;

    private LoopbackVault vault;

    @BeforeEach
    void startVault() throws IOException {
        vault = new LoopbackVault();
        vault.settings(folder);
    }

    @AfterEach
    void stopVault() {
        vault.close();
    }

    private String settings(String provider) {
        String place = provider.equals("vault") ? "path: tvarsyn/uppfoljning" : "key: tvarsyn";
        return "keys: {provider: " + provider + ", url: '" + vault.url() + "', token-file: "
                + folder.resolve("vault-token") + ", " + place + ", read-timeout-seconds: 20}\n";
    }

    /** Patience is for a machine under load; it is short where nobody answers. */
    private void suffers(InProcess program, Fault fault) throws IOException {
        vault.suffers(fault);
        Path settings = program.home().resolve("tvarsyn.yaml");
        String text = Files.readString(settings).replace("read-timeout-seconds: 1}", "read-timeout-seconds: 20}");
        Files.writeString(
                settings,
                fault == Fault.SILENT ? text.replace("read-timeout-seconds: 20}", "read-timeout-seconds: 1}") : text);
    }

    /** A home that says where its keys lie before they are drawn. */
    private InProcess home(String name, String provider) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.writeString(home.resolve("tvarsyn.yaml"), settings(provider));
        return InProcess.initialized(home);
    }

    private static List<String> keyFiles(InProcess program) throws IOException {
        try (Stream<Path> files = Files.list(program.home().resolve("keys"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("lock"))
                    .sorted()
                    .toList();
        }
    }

    private Path lessons() throws IOException {
        return InProcess.lessons(folder.resolve("lessons.csv"), ROW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vault", "tink"})
    void loadsWithKeysThatNoFileOfTheHomeShows(String provider) throws IOException {
        InProcess program = home("home", provider);
        program.importKey(folder, "uppfoljning", HEX);
        assertThat(program.load(FEED, lessons()).exit()).isZero();
        assertThat(program.newestDelivery()).startsWith("loaded");
        assertThat(keyFiles(program))
                .isEqualTo(
                        provider.equals("vault") ? List.of("check-values") : List.of("check-values", "tvarsyn.tink"));
        assertThat(program.run("keys", "list").out()).contains("uppfoljning\tv1\t", "\tused\tcurrent");
        assertThat(program.run("doctor").out())
                .contains("ok    keys open and agree", "ok    keys and state are their owner's alone");
        assertThat(program.run("init").out()).contains("keys are there already");
        InProcess files = InProcess.initialized(folder.resolve("files"));
        files.importKey(folder, "uppfoljning", HEX);
        assertThat(files.load(FEED, lessons()).exit()).isZero();
        assertThat(program.query(TOKENS)).isNotEmpty().isEqualTo(files.query(TOKENS));
    }

    @Test
    void rotatesKeysInVaultAndKeepsNoOlderOne() throws IOException {
        InProcess program = home("home", "vault");
        assertThat(program.load(FEED, lessons()).exit()).isZero();
        String before = program.query(TOKENS);
        assertThat(program.run("keys", "rotate", "--domain", "uppfoljning", "--mode", "chain")
                        .exit())
                .isZero();
        assertThat(program.query(TOKENS)).isNotEqualTo(before);
        assertThat(program.load(FEED, lessons()).exit()).isZero();
        assertThat(vault.versions("tvarsyn/uppfoljning")).hasSize(1);
    }

    @Test
    void endsWithThreeWhereVaultLetsNobodyInAndLoadsNothing() throws IOException {
        InProcess program = home("home", "vault");
        for (Fault fault : List.of(Fault.SEALED, Fault.STANDBY, Fault.SILENT, Fault.ANSWER_LOST)) {
            suffers(program, fault);
            InProcess.Said said = program.load(FEED, lessons());
            assertThat(said.exit()).as(fault + ": " + said.err()).isEqualTo(3);
            assertThat(said.err()).contains("tvarsyn: keys: vault: ").doesNotContain("\tat ");
            assertThat(program.run("doctor").exit()).isEqualTo(3);
        }
        suffers(program, Fault.NONE);
        Path token = folder.resolve("vault-token");
        Files.writeString(token, "hvs.OTHERMARKER");
        assertThat(program.run("doctor").out()).contains("fail  keys: vault: the token is refused (403): renew");
        Files.delete(token);
        InProcess.Said said = program.load(FEED, lessons());
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("keys.token-file names a file that cannot be read");
        Files.writeString(token, LoopbackVault.TOKEN);
        assertThat(program.load(FEED, lessons()).exit()).isZero();
        assertThat(program.query("SELECT count() FROM ops.delivery")).isEqualTo("1");
        vault.close();
        assertThat(program.load(FEED, lessons()).exit()).isEqualTo(3);
    }

    @Test
    void initAsksForVaultFirstAndCanBeRunAgain() throws IOException {
        vault.suffers(Fault.SEALED);
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.writeString(home.resolve("tvarsyn.yaml"), settings("vault"));
        InProcess program = new InProcess(home);
        assertThat(program.run("init").exit()).isEqualTo(3);
        vault.suffers(Fault.NONE);
        assertThat(program.run("init").out()).contains("in secret secret/tvarsyn/uppfoljning in Vault");
        assertThat(program.run("keys", "list").exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vault", "tink"})
    void movesTheKeysOfAHomeThereAndBack(String provider) throws IOException {
        InProcess program = InProcess.initialized(folder.resolve("home"));
        assertThat(program.load(FEED, lessons()).exit()).isZero();
        String tokens = program.query(TOKENS);
        String keys = program.run("keys", "list").out();
        Path yaml = program.home().resolve("tvarsyn.yaml");
        String before = Files.readString(yaml);
        assertThat(program.run("keys", "move", "--from", "pkcs12").exit())
                .as("no other place is named")
                .isEqualTo(2);
        Files.writeString(yaml, before + settings(provider));
        assertThat(program.run("keys", "list").err()).contains("no keys there", "keys move");
        vault.suffers(Fault.SEALED);
        assertThat(program.run("keys", "move", "--from", "pkcs12").exit()).isEqualTo(3);
        assertThat(keyFiles(program)).contains("tvarsyn.p12", "password");
        vault.suffers(Fault.NONE);
        assertThat(program.run("keys", "move", "--from", "pkcs12").exit()).isZero();
        assertThat(keyFiles(program)).doesNotContain("tvarsyn.p12", "password");
        assertThat(program.run("keys", "list").out()).isEqualTo(keys);
        assertThat(program.load(
                                FEED,
                                InProcess.lessons(folder.resolve("more.csv"), ROW.replace("2026-03-02", "2026-03-03")))
                        .exit())
                .isZero();
        assertThat(program.query(TOKENS)).isEqualTo(tokens);
        assertThat(program.run("keys", "move", "--to", "pkcs12").exit()).isZero();
        Files.writeString(yaml, before);
        assertThat(program.run("keys", "list").out()).isEqualTo(keys);
        assertThat(program.run("audit", "verify").out()).startsWith("whole: ");
    }

    /** As KeyLeakTests does for PKCS#12. */
    @ParameterizedTest
    @ValueSource(strings = {"vault", "tink"})
    void aKeyAndTheTokenAreInNoFileAndNoWord(String provider) throws IOException {
        String said;
        InProcess program;
        try (CapturedLog log = new CapturedLog()) {
            program = home("home", provider);
            program.importKey(folder, "uppfoljning", HEX);
            program.load(FEED, lessons());
            program.run("doctor");
            for (Fault fault : Fault.values()) {
                suffers(program, fault);
                program.run("--debug", "keys", "list");
                program.run("--debug", "keys", "destroy", "--domain", "uppfoljning", "--version", "1", "--by", "A B");
            }
            suffers(program, Fault.NONE);
            vault.makeTransitKey("tvarsyn");
            program.run("--debug", "keys", "list");
            said = program.everythingSaid() + log.text();
        }
        List<String> forms = new ArrayList<>(KeyForms.of(HEX));
        forms.add(LoopbackVault.TOKEN);
        assertThat(forms).noneMatch(said::contains);
        KeyForms.areInNoFile(program.home(), forms);
    }
}
