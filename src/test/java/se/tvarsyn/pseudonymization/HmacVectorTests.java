package se.tvarsyn.pseudonymization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import se.tvarsyn.SharedFiles;

/** The hash under the tokens, against the vectors of others. */
class HmacVectorTests {
    private static JsonNode read(String name) throws IOException {
        return new ObjectMapper()
                .readTree(SharedFiles.of("vectors/crypto/" + name).toFile());
    }

    private static byte[] hex(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.get(field).asText());
    }

    /** Twice with one instance, and once with the JDK's own: all three are the same. */
    private static byte[] hmac(byte[] key, byte[] message) {
        KeyedHash keyed = new KeyedHash(key);
        byte[] first = new byte[32];
        byte[] second = new byte[32];
        keyed.hash(message, message.length, first);
        keyed.hash(message, message.length, second);
        assertThat(second).isEqualTo(first).isEqualTo(TokenKey.hmac(key).doFinal(message));
        return first;
    }

    @Test
    void agreesWithRfc4231() throws IOException {
        int count = 0;
        for (JsonNode vector : read("rfc4231_hmac_sha256.json").get("vectors")) {
            String expected = vector.get("hmac_sha256").asText();
            String made = HexFormat.of().formatHex(hmac(hex(vector, "key"), hex(vector, "data")));
            // Case 5 is truncated to 128 bits, as tokens are.
            assertThat(made).startsWith(expected);
            assertThat(expected.length()).isIn(32, 64);
            count++;
        }
        assertThat(count).isEqualTo(7);
    }

    @Test
    void agreesWithWycheproofAlsoWhereTheTagIsTruncatedLikeAToken() throws IOException {
        int valid = 0;
        int invalid = 0;
        int truncated = 0;
        for (JsonNode group : read("wycheproof_hmac_sha256_test.json").get("testGroups")) {
            int places = group.get("tagSize").asInt() / 4;
            for (JsonNode vector : group.get("tests")) {
                String made = HexFormat.of()
                        .formatHex(hmac(hex(vector, "key"), hex(vector, "msg")))
                        .substring(0, places);
                boolean isValid = vector.get("result").asText().equals("valid");
                assertThat(made.equals(vector.get("tag").asText())).isEqualTo(isValid);
                valid += isValid ? 1 : 0;
                invalid += isValid ? 0 : 1;
                truncated += places == 32 ? 1 : 0;
            }
        }
        assertThat(valid + invalid).isEqualTo(174);
        assertThat(invalid).isPositive();
        assertThat(truncated).isGreaterThan(80);
    }
}
