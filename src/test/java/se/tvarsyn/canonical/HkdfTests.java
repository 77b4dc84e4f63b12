package se.tvarsyn.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import se.tvarsyn.SharedFiles;

class HkdfTests {
    private static JsonNode read(String name) throws IOException {
        return new ObjectMapper()
                .readTree(SharedFiles.of("vectors/crypto/" + name).toFile());
    }

    private static byte[] hex(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.get(field).asText());
    }

    @Test
    void agreesWithRfc5869() throws IOException {
        int count = 0;
        for (JsonNode vector : read("rfc5869_hkdf_sha256.json").get("vectors")) {
            byte[] extracted = Hkdf.extract(hex(vector, "ikm"), hex(vector, "salt"));
            assertThat(extracted).isEqualTo(hex(vector, "prk"));
            assertThat(Hkdf.expand(
                            extracted, hex(vector, "info"), vector.get("L").asInt()))
                    .isEqualTo(hex(vector, "okm"));
            count++;
        }
        assertThat(count).isEqualTo(3);
    }

    @Test
    void agreesWithWycheproofAndRefusesWhatHkdfCannotGive() throws IOException {
        int valid = 0;
        int invalid = 0;
        for (JsonNode group : read("wycheproof_hkdf_sha256_test.json").get("testGroups")) {
            for (JsonNode vector : group.get("tests")) {
                byte[] ikm = hex(vector, "ikm");
                byte[] salt = hex(vector, "salt");
                byte[] info = hex(vector, "info");
                int size = vector.get("size").asInt();
                if (vector.get("result").asText().equals("valid")) {
                    assertThat(Hkdf.derive(ikm, salt, info, size)).isEqualTo(hex(vector, "okm"));
                    valid++;
                } else {
                    assertThatThrownBy(() -> Hkdf.derive(ikm, salt, info, size))
                            .isInstanceOf(IllegalArgumentException.class);
                    invalid++;
                }
            }
        }
        assertThat(valid + invalid).isEqualTo(86);
        assertThat(invalid).isPositive();
    }
}
