package se.tvarsyn.pseudonymization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.subtle.AesSiv;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import se.tvarsyn.SharedFiles;

/**
 * The library that seals keys agrees with Wycheproof's AES-SIV too. The product makes no token by SIV: such a token its key
 * turns back into a number, and there is no way back (PRIVACY.md 5).
 */
class AesSivVectorTests {
    private static final int REFUSED_KEY_BITS = 384;

    @Test
    void agreesWithWycheproofWhereTheLibraryTakesTheKey() throws Exception {
        int valid = 0;
        int invalid = 0;
        int refusedKeys = 0;
        JsonNode groups = new ObjectMapper()
                .readTree(SharedFiles.of("vectors/crypto/wycheproof_aes_siv_cmac_test.json")
                        .toFile())
                .get("testGroups");
        for (JsonNode group : groups) {
            for (JsonNode vector : group.get("tests")) {
                if (group.get("keySize").asInt() == REFUSED_KEY_BITS) {
                    assertThatThrownBy(() -> new AesSiv(hex(vector, "key")))
                            .isInstanceOf(GeneralSecurityException.class);
                    refusedKeys++;
                    continue;
                }
                AesSiv siv = new AesSiv(hex(vector, "key"));
                if (vector.get("result").asText().equals("valid")) {
                    assertThat(siv.decryptDeterministically(hex(vector, "ct"), hex(vector, "aad")))
                            .isEqualTo(hex(vector, "msg"));
                    assertThat(siv.encryptDeterministically(hex(vector, "msg"), hex(vector, "aad")))
                            .isEqualTo(hex(vector, "ct"));
                    valid++;
                } else {
                    assertThatThrownBy(() -> siv.decryptDeterministically(hex(vector, "ct"), hex(vector, "aad")))
                            .isInstanceOf(GeneralSecurityException.class);
                    invalid++;
                }
            }
        }
        assertThat(valid + invalid + refusedKeys).isEqualTo(442);
        assertThat(valid).isPositive();
        assertThat(invalid).isPositive();
    }

    private static byte[] hex(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.get(field).asText());
    }
}
