package se.tvarsyn.pseudonymization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import se.tvarsyn.SharedFiles;
import se.tvarsyn.canonical.Pseudonym;

class TokenMakerTests {
    private static final byte[] KEY =
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static final byte[] OTHER_KEY =
            HexFormat.of().parseHex("202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f");

    private static TokenMaker maker(String domain, String type) {
        return new TokenMaker(new TokenKey(domain, 1, KEY), type);
    }

    @Test
    void makesTheTokensThatEveryStoredRowDependsOn() throws IOException {
        List<Psn1Vector> vectors = Psn1Vector.all();
        assertThat(vectors).hasSize(12);
        for (Psn1Vector vector : vectors) {
            assertThat(vector.make()).hasToString(vector.token());
        }
    }

    @Test
    void makesEveryTokenOfTheProposal() throws IOException {
        int count = 0;
        for (JsonNode node : new ObjectMapper()
                .readTree(SharedFiles.of("vectors/crypto/proposed_token_vectors.json")
                        .toFile())
                .get("vectors")) {
            byte[] message = HexFormat.of().parseHex(node.get("message").asText());
            TokenKey key = new TokenKey(
                    node.get("domain").asText(),
                    node.get("keyVersion").asInt(),
                    HexFormat.of().parseHex(node.get("key").asText()));
            TokenMaker maker = new TokenMaker(key, node.get("type").asText());
            boolean isChain = node.get("type").asText().equals("chain");
            Pseudonym token = isChain
                    ? maker.token(java.util.Arrays.copyOfRange(message, message.length - 16, message.length))
                    : maker.token(node.get("value").asText());
            assertThat(token).hasToString(node.get("uuidv8").asText());
            assertThat(HexFormat.of().formatHex(TokenKey.hmac(key.secret()).doFinal(message)))
                    .isEqualTo(node.get("hmac").asText());
            count++;
        }
        assertThat(count).isEqualTo(8);
    }

    /** The last case of the proposal is the chain over the first. */
    @Test
    void goesThroughEveryKeyOfAChain() {
        TokenKey first = new TokenKey("uppfoljning", 1, KEY);
        TokenKey second = new TokenKey("uppfoljning", 2, OTHER_KEY);
        TokenMaker chained = new TokenMaker(new KeyChain(List.of(first, second)), "pnr");
        Pseudonym token = chained.token("200001012384");
        assertThat(token).hasToString("4b2f6d63-1c1e-82fb-88ef-1b7f75052c59");
        assertThat(new TokenLink(1, second).next(new TokenMaker(first, "pnr").token("200001012384")))
                .isEqualTo(token);
        TokenKey third = new TokenKey(
                "uppfoljning", 5, "a third key of more than 32 bytes ...".getBytes(StandardCharsets.US_ASCII));
        assertThat(new TokenMaker(new KeyChain(List.of(first, second, third)), "pnr").token("200001012384"))
                .isEqualTo(new TokenLink(2, third).next(token));
        assertThat(chained.token("200001012384")).isEqualTo(token);
        assertThatThrownBy(() -> new KeyChain(List.of(second, first))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void changesWithDomainVersionsKeyTypeAndValue() {
        Set<Pseudonym> tokens = new HashSet<>();
        for (String domain : List.of("uppfoljning", "fritid", "uppfoljning/src:a", "uppfoljning/src:b")) {
            for (String type : List.of("pnr", "src", "row", "chain")) {
                for (byte[] key : List.of(KEY, OTHER_KEY)) {
                    for (String value : List.of("", "1", "201001012382", "201001012383")) {
                        tokens.add(new TokenMaker(new TokenKey(domain, 1, key), type).token(value));
                    }
                }
            }
        }
        assertThat(tokens).hasSize(4 * 4 * 2 * 4);
    }

    @Test
    void doesNotRememberALongerValue() {
        TokenMaker maker = maker("uppfoljning", "row");
        Pseudonym first = maker.token("a");
        maker.token("b".repeat(60_000));
        maker.token("\u00e5".repeat(3_000));
        assertThat(maker.token("a")).isEqualTo(first);
        assertThatThrownBy(() -> maker.token("c".repeat(70_000))).isInstanceOf(IllegalArgumentException.class);
        assertThat(maker.token("a")).isEqualTo(first);
    }

    @Test
    void refusesValuesThatTheEncodingCannotHoldWithoutShowingThem() {
        TokenMaker maker = maker("uppfoljning", "row");
        assertThat(maker.token("x".repeat(65_535))).isNotNull();
        assertThatThrownBy(() -> maker.token("x".repeat(65_536))).hasMessageNotContaining("xx");
        assertThatThrownBy(() -> maker.token("\u00e5".repeat(32_768))).hasMessageNotContaining("\u00e5");
        assertThatThrownBy(() -> maker.token("half \ud83c"))
                .hasMessageNotContaining("half")
                .hasNoCause();
        assertThatThrownBy(() -> maker("uppfoljning", "t".repeat(256))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> maker("uppfoljning", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void agreesAcrossThreads() throws Exception {
        TokenKey key = new TokenKey("uppfoljning", 1, KEY);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<Pseudonym>>> runs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                runs.add(threads.submit(() -> {
                    TokenMaker maker = new TokenMaker(key, "pnr");
                    List<Pseudonym> tokens = new ArrayList<>();
                    for (int n = 0; n < 20_000; n++) {
                        tokens.add(maker.token(String.format(Locale.ROOT, "%012d", n)));
                    }
                    return tokens;
                }));
            }
            List<Pseudonym> first = runs.get(0).get();
            assertThat(new HashSet<>(first)).hasSize(20_000);
            for (Future<List<Pseudonym>> run : runs) {
                assertThat(run.get()).isEqualTo(first);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void agreesInAnotherProcess() throws Exception {
        assertThat(tokensOfChild(Path.of(System.getProperty("java.home")))).isEqualTo(tokensHere());
    }

    /** Stored tokens outlive the JDK that made them. */
    @Test
    void agreesOnAnotherJdk() throws Exception {
        String home = System.getProperty("tvarsyn.otherJdk", System.getenv("TVARSYN_OTHER_JDK"));
        Assumptions.assumeTrue(
                home != null,
                "skipped: name a second JDK with -Dtvarsyn.otherJdk or TVARSYN_OTHER_JDK to compare tokens");
        assertThat(tokensOfChild(Path.of(home))).isEqualTo(tokensHere());
    }

    private static List<String> tokensHere() throws IOException {
        return Psn1Vector.all().stream().map(vector -> vector.make().toString()).toList();
    }

    private static List<String> tokensOfChild(Path javaHome) throws Exception {
        Path java = javaHome.resolve("bin").resolve("java");
        Assumptions.assumeTrue(Files.isExecutable(java), "skipped: there is no Java in " + javaHome);
        Process child = new ProcessBuilder(
                        java.toString(), "-cp", System.getProperty("java.class.path"), Psn1Vector.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(child.waitFor()).isZero();
        return out.lines().toList();
    }
}
