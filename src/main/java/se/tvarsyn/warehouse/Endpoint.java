package se.tvarsyn.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where the process that holds a storage answers: {@code endpoint.json}, which only its owner can read. */
record Endpoint(URI url, String secret, long pid, String startedAt, Path storage) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_MILLIS = 5_000;

    static Path file(Path storage) {
        return storage.resolveSibling("endpoint.json");
    }

    static @Nullable Endpoint read(Path storage) {
        try {
            JsonNode json = JSON.readTree(file(storage).toFile());
            Endpoint endpoint = new Endpoint(
                    URI.create(json.path("url").asText()),
                    json.path("secret").asText(),
                    json.path("pid").asLong(),
                    json.path("started_at").asText(),
                    Path.of(json.path("storage").asText()));
            // The secret goes nowhere else, whatever the file says.
            return "127.0.0.1".equals(endpoint.url.getHost()) ? endpoint : null;
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    void write() throws IOException {
        ObjectNode json = JSON.createObjectNode()
                .put("url", url.toString())
                .put("secret", secret)
                .put("pid", pid)
                .put("started_at", startedAt)
                .put("storage", storage.toString());
        Path file = file(storage);
        Path draft = Files.createTempFile(
                storage.getParent(),
                "endpoint",
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(draft, JSON.writeValueAsBytes(json));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    void remove() throws IOException {
        Files.deleteIfExists(file(storage));
    }

    /** Whether the process answers and takes the secret. */
    boolean answers() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    url.resolve("/?query=SELECT%201").toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            String pair = LoopbackGateway.USER + ":" + secret;
            connection.setRequestProperty(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
            try {
                return connection.getResponseCode() == 200;
            } finally {
                connection.disconnect();
            }
        } catch (IOException | ClassCastException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return url + " of process " + pid;
    }
}
