package se.tvarsyn.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A Vault on loopback with two engines, as Vault's HTTP API v1 documents their answers: key-value version 2 at {@code
 * secret} (data with check-and-set, older versions, destroy) and transit at {@code transit} (aes256-gcm96).
 */
public final class LoopbackVault implements AutoCloseable {
    public static final String TOKEN = "hvs.MARKERTOKEN";

    /** What comes in the way of an answer. */
    public enum Fault {
        NONE,
        SEALED,
        STANDBY,
        /** The request is carried out and its answer is lost. */
        ANSWER_LOST,
        SILENT,
        NO_JSON,
        /** The token's policy does not allow {@code destroy}. */
        MAY_NOT_DESTROY
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpServer server;
    private final String scheme;
    private final Map<String, TreeMap<Integer, JsonNode>> secrets = new HashMap<>();
    private final Map<String, byte[]> transitKeys = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private Fault fault = Fault.NONE;

    public LoopbackVault() throws IOException {
        this(null);
    }

    /** @param tls null for plain HTTP */
    public LoopbackVault(@Nullable SSLContext tls) throws IOException {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
        if (tls == null) {
            server = HttpServer.create(here, 0);
        } else {
            HttpsServer https = HttpsServer.create(here, 0);
            https.setHttpsConfigurator(new HttpsConfigurator(tls));
            server = https;
        }
        scheme = tls == null ? "http" : "https";
        server.createContext("/", this::serve);
        server.start();
        makeTransitKey("tvarsyn");
    }

    public String url() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Writes the token into a file of a folder, and gives the settings of {@code keys} that reach this Vault. */
    public Map<String, String> settings(Path folder) throws IOException {
        Path token = folder.resolve("vault-token");
        if (!Files.exists(token)) {
            Files.writeString(token, TOKEN + "\n");
        }
        return Map.of("url", url(), "token-file", token.toString(), "read-timeout-seconds", "10");
    }

    public synchronized void suffers(Fault one) {
        fault = one;
    }

    public synchronized void makeTransitKey(String name) {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        transitKeys.put(name, key);
    }

    /** The newest version of a secret's data; null where there is none. */
    public synchronized @Nullable JsonNode secret(String path) {
        TreeMap<Integer, JsonNode> versions = secrets.get(path);
        return versions == null || versions.lastEntry().getValue().isNull()
                ? null
                : versions.lastEntry().getValue();
    }

    /** Puts data as a new version, as somebody else would; null deletes the newest. */
    public synchronized void put(String path, @Nullable JsonNode data) {
        TreeMap<Integer, JsonNode> versions = secrets.computeIfAbsent(path, p -> new TreeMap<>());
        if (data == null) {
            versions.put(versions.lastKey(), JSON.nullNode());
        } else {
            versions.put(versions.isEmpty() ? 1 : versions.lastKey() + 1, data);
        }
    }

    /** Numbers of the versions that still hold data. */
    public synchronized List<Integer> versions(String path) {
        return secrets.getOrDefault(path, new TreeMap<>()).entrySet().stream()
                .filter(version -> !version.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Method and path of every request. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** What was asked; its status and body. */
    private record Answer(int status, @Nullable JsonNode body) {}

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        Answer answer;
        Fault now;
        synchronized (this) {
            now = fault;
            requests.add(exchange.getRequestMethod() + " " + path);
            boolean isKnown =
                    ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            boolean isAllowed = isKnown && !(now == Fault.MAY_NOT_DESTROY && path.contains("/destroy/"));
            answer = switch (now) {
                case SEALED -> error(503, "Vault is sealed");
                case STANDBY -> new Answer(307, null);
                default -> isAllowed ? answer(path, body) : error(403, "permission denied");
            };
        }
        if (now == Fault.ANSWER_LOST || now == Fault.SILENT) {
            if (now == Fault.ANSWER_LOST) {
                exchange.close();
            }
            return;
        }
        byte[] bytes = now == Fault.NO_JSON
                ? "<html>".getBytes(StandardCharsets.US_ASCII)
                : answer.body() == null ? new byte[0] : JSON.writeValueAsBytes(answer.body());
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Answer answer(String path, byte[] body) throws IOException {
        JsonNode sent = body.length == 0 ? JSON.missingNode() : JSON.readTree(body);
        if (path.startsWith("/v1/secret/data/")) {
            String secret = path.substring("/v1/secret/data/".length());
            return sent.isMissingNode() ? read(secret) : write(secret, sent);
        }
        if (path.startsWith("/v1/secret/destroy/")) {
            return destroy(path.substring("/v1/secret/destroy/".length()), sent);
        }
        if (path.startsWith("/v1/transit/encrypt/") || path.startsWith("/v1/transit/decrypt/")) {
            return transit(path.contains("/encrypt/"), path.substring("/v1/transit/encrypt/".length()), sent);
        }
        return error(404, "no handler for route \"" + path.substring(4) + "\". route entry not found.");
    }

    private static Answer error(int status, String... words) {
        ObjectNode body = JSON.createObjectNode();
        Arrays.stream(words).forEach(body.putArray("errors")::add);
        return new Answer(status, body);
    }

    private Answer read(String secret) {
        TreeMap<Integer, JsonNode> versions = secrets.get(secret);
        if (versions == null) {
            return error(404);
        }
        ObjectNode body = JSON.createObjectNode();
        ObjectNode data = body.putObject("data");
        data.set("data", versions.lastEntry().getValue());
        data.putObject("metadata").put("version", versions.lastKey());
        return new Answer(versions.lastEntry().getValue().isNull() ? 404 : 200, body);
    }

    private Answer write(String secret, JsonNode sent) {
        int current = secrets.containsKey(secret) ? secrets.get(secret).lastKey() : 0;
        if (sent.path("options").path("cas").asInt(-1) != current) {
            return error(400, "check-and-set parameter did not match the current version");
        }
        put(secret, sent.path("data"));
        ObjectNode body = JSON.createObjectNode();
        body.putObject("data").put("version", current + 1);
        return new Answer(200, body);
    }

    private Answer destroy(String secret, JsonNode sent) {
        TreeMap<Integer, JsonNode> versions = secrets.getOrDefault(secret, new TreeMap<>());
        sent.path("versions").forEach(version -> versions.replace(version.asInt(), JSON.nullNode()));
        return new Answer(204, null);
    }

    private Answer transit(boolean isEncrypt, String name, JsonNode sent) {
        byte[] key = transitKeys.get(name);
        if (key == null) {
            return error(400, "encryption key not found");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        byte[] bound = base64.decode(sent.path("associated_data").asText());
        ObjectNode body = JSON.createObjectNode();
        try {
            if (isEncrypt) {
                byte[] nonce = new byte[12];
                RANDOM.nextBytes(nonce);
                byte[] sealed = gcm(Cipher.ENCRYPT_MODE, key, nonce, bound)
                        .doFinal(base64.decode(sent.path("plaintext").asText()));
                byte[] both = Arrays.copyOf(nonce, 12 + sealed.length);
                System.arraycopy(sealed, 0, both, 12, sealed.length);
                body.putObject("data")
                        .put("ciphertext", "vault:v1:" + Base64.getEncoder().encodeToString(both));
            } else {
                String text = sent.path("ciphertext").asText();
                byte[] both = base64.decode(text.substring("vault:v1:".length()));
                byte[] plain = gcm(Cipher.DECRYPT_MODE, key, Arrays.copyOf(both, 12), bound)
                        .doFinal(both, 12, both.length - 12);
                body.putObject("data").put("plaintext", Base64.getEncoder().encodeToString(plain));
            }
            return new Answer(200, body);
        } catch (GeneralSecurityException | IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return error(400, "cipher: message authentication failed");
        }
    }

    private static Cipher gcm(int mode, byte[] key, byte[] nonce, byte[] bound) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
