package se.tvarsyn.pseudonymization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Pseudonym;

/** One case of {@code psn1-vectors.json}: the encoding that every stored token depends on. */
record Psn1Vector(
        String domain, String type, @Nullable String value, byte[] bytes, int version, byte[] key, String token) {
    static List<Psn1Vector> all() throws IOException {
        try (InputStream in = Objects.requireNonNull(Psn1Vector.class.getResourceAsStream("/psn1-vectors.json"))) {
            List<Psn1Vector> all = new ArrayList<>();
            for (JsonNode node : new ObjectMapper().readTree(in)) {
                all.add(new Psn1Vector(
                        node.get("domain").asText(),
                        node.get("type").asText(),
                        node.has("value") ? node.get("value").asText() : null,
                        HexFormat.of().parseHex(node.path("valueHex").asText("")),
                        node.get("keyVersion").asInt(),
                        HexFormat.of().parseHex(node.get("key").asText()),
                        node.get("token").asText()));
            }
            return all;
        }
    }

    Pseudonym make() {
        TokenMaker maker = new TokenMaker(new TokenKey(domain, version, key), type);
        return value == null ? maker.token(bytes) : maker.token(value);
    }

    /** Prints every vector's token, for a JVM of another version. */
    public static void main(String[] args) throws IOException {
        for (Psn1Vector vector : all()) {
            System.out.println(vector.make());
        }
    }
}
