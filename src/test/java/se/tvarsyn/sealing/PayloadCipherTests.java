package se.tvarsyn.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import se.tvarsyn.SharedFiles;

class PayloadCipherTests {
    private static final PayloadCipher CIPHER = new PayloadCipher(new SecretKeySpec(
            new byte[] {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
                29, 30, 31, 32
            },
            "AES"));

    /** Excluded by rule: an empty nonce, which no JDK takes. Everything else runs. */
    @Test
    void agreesWithWycheproof() throws IOException {
        int valid = 0;
        int invalid = 0;
        int excluded = 0;
        JsonNode groups = new ObjectMapper()
                .readTree(SharedFiles.of("vectors/crypto/wycheproof_aes_gcm_test.json")
                        .toFile())
                .get("testGroups");
        for (JsonNode group : groups) {
            assertThat(group.get("tagSize").asInt()).isEqualTo(128);
            for (JsonNode vector : group.get("tests")) {
                byte[] nonce = hex(vector, "iv");
                if (nonce.length == 0) {
                    excluded++;
                    continue;
                }
                PayloadCipher cipher = new PayloadCipher(new SecretKeySpec(hex(vector, "key"), "AES"));
                byte[] sealed = joined(nonce, hex(vector, "ct"), hex(vector, "tag"));
                byte[] opened = cipher.decrypt(nonce.length, hex(vector, "aad"), sealed);
                if (vector.get("result").asText().equals("valid")) {
                    assertThat(opened).isEqualTo(hex(vector, "msg"));
                    assertThat(cipher.encrypt(nonce, hex(vector, "aad"), hex(vector, "msg")))
                            .isEqualTo(sealed);
                    valid++;
                } else {
                    assertThat(opened).isNull();
                    invalid++;
                }
            }
        }
        assertThat(valid + invalid + excluded).isEqualTo(316);
        assertThat(excluded).isLessThan(10);
        assertThat(invalid).isGreaterThan(50);
    }

    private static byte[] hex(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.get(field).asText());
    }

    private static byte[] joined(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }

    @Test
    void opensOnlyWhatItSealedForTheSameRecord() {
        byte[] payload = "{\"personnummer\":\"201001012382\"}".getBytes(StandardCharsets.UTF_8);
        byte[] sealed = CIPHER.encrypt("a.0.0", payload);
        assertThat(CIPHER.decrypt("a.0.0", sealed)).isEqualTo(payload);
        assertThat(CIPHER.decrypt("a.0.1", sealed)).isNull();
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThat(CIPHER.decrypt("a.0.0", changed)).isNull();
        }
        assertThat(CIPHER.decrypt("a.0.0", new byte[27])).isNull();
    }

    @Test
    void sealsTheSamePayloadDifferentlyEachTime() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            byte[] sealed = Objects.requireNonNull(CIPHER.encrypt("a.0.0", new byte[3]));
            seen.add(HexFormat.of().formatHex(sealed, 0, 12));
        }
        assertThat(seen).hasSize(1_000);
    }
}
