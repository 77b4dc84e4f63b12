package se.tvarsyn.warehouse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A ClickHouse server with several users, in a process of its own: the real engine with a storage of its own, which is opened
 * anew with the rights of whoever asks, as {@code warehouse/access} gives them. It has no roles, no compression and no
 * sessions; questions are answered one at a time.
 */
public final class LoopbackServer implements AutoCloseable {
    /** Writes releases. */
    public static final String PUBLISHER = "publisher";
    /** Reads them, with an analyst's rights. */
    public static final String READER = "reader";
    /** A reader to whom somebody granted the facts as well. */
    public static final String CURIOUS = "curious";
    /** A reader with readonly = 2: every setting that nobody named is open. */
    public static final String LOOSE = "loose";
    /** Loads facts. */
    public static final String FEEDER = "feeder";

    private static final Path ACCESS = Path.of("warehouse/access");
    private static final int DENIED = 516;

    private final Process process;
    private final URI url;
    private final Path folder;

    private LoopbackServer(Process process, URI url, Path folder) {
        this.process = process;
        this.url = url;
        this.folder = folder;
    }

    /** @param folder for its storage and its users' passwords */
    public static LoopbackServer start(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String user : List.of(PUBLISHER, READER, CURIOUS, LOOSE, FEEDER)) {
            Files.writeString(folder.resolve(user + ".password"), "lösenord för " + user + "\n");
        }
        List<String> command = new ArrayList<>(List.of(
                EngineProcess.java(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-Dsun.net.httpserver.nodelay=true"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), LoopbackServer.class.getName(), folder.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors").toFile())
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IllegalStateException(Files.readString(folder.resolve("errors")));
        }
        return new LoopbackServer(process, URI.create(line), folder);
    }

    public URI url() {
        return url;
    }

    /** The file with a user's password. */
    public Path password(String user) {
        return folder.resolve(user + ".password");
    }

    /** Answers no more, as a server that is down; what is stored stays. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static void main(String[] args) throws Exception {
        Front front = new Front(Path.of(args[0]));
        Path known = front.folder.resolve("port");
        // Started again, it has the address that it had.
        int port = Files.exists(known) ? Integer.parseInt(Files.readString(known)) : 0;
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.createContext("/", front::answer);
        server.start();
        Files.writeString(known, String.valueOf(server.getAddress().getPort()));
        System.out.println("http://127.0.0.1:" + server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // until whoever started it closes it
        }
        server.stop(0);
        front.end();
    }

    /** The engine behind it, open with somebody's rights. */
    private static final class Front {
        private final Path folder;
        private @Nullable Warehouse engine;
        private String openFor = "";

        Front(Path folder) {
            this.folder = folder;
        }

        synchronized void end() {
            if (engine != null) {
                engine.close();
                engine = null;
            }
        }

        private synchronized void openFor(String user) throws IOException {
            if (engine != null && openFor.equals(user)) {
                return;
            }
            end();
            Path access = ACCESS;
            if (user.equals(CURIOUS)) {
                access = Files.createDirectories(folder.resolve("wide-access"));
                for (String file : List.of("02_profiles.sql", "03_grants.sql", "04_quotas.sql")) {
                    Files.writeString(
                            access.resolve(file),
                            Files.readString(ACCESS.resolve(file))
                                    .replace(
                                            "GRANT SELECT ON mart.* TO tvarsyn_analyst",
                                            "GRANT SELECT ON core.* TO tvarsyn_analyst;\n"
                                                    + "GRANT SELECT ON mart.* TO tvarsyn_analyst"));
                }
            }
            String role =
                    switch (user) {
                        case PUBLISHER -> "tvarsyn_publisher";
                        case FEEDER -> "tvarsyn_feeder";
                        default -> AccessFiles.ANALYST;
                    };
            boolean isToBeSet = !user.equals(READER) && !user.equals(CURIOUS);
            Path config = new AccessFiles(access)
                    .config(
                            Files.createDirectories(folder.resolve("rights-" + user)),
                            role,
                            isToBeSet,
                            role.equals(AccessFiles.ANALYST) ? 10_000 : 0);
            engine = Warehouse.openAlone(WarehouseSettings.embedded(storage(), WarehouseTests.ENGINE)
                    .withLimits(2, 4L << 30, 4)
                    .withEngineConfig(config));
            openFor = user;
        }

        private Path storage() {
            return folder.resolve("engine/data");
        }

        /** Takes the whole question before it asks: who writes may be reading here at the same time. */
        void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                String user = user(exchange);
                if (user == null) {
                    byte[] text = ("Code: " + DENIED + ". DB::Exception: Authentication failed"
                                    + " (AUTHENTICATION_FAILED)\n")
                            .getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("X-ClickHouse-Exception-Code", String.valueOf(DENIED));
                    exchange.sendResponseHeaders(403, text.length);
                    exchange.getResponseBody().write(text);
                    return;
                }
                pass(exchange, user, body);
            }
        }

        private @Nullable String user(HttpExchange exchange) throws IOException {
            String basic = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            String user = exchange.getRequestHeaders().getFirst("X-ClickHouse-User");
            String password = exchange.getRequestHeaders().getFirst("X-ClickHouse-Key");
            if (basic.startsWith("Basic ")) {
                String[] pair = new String(Base64.getDecoder().decode(basic.substring(6)), StandardCharsets.UTF_8)
                        .split(":", 2);
                user = pair[0];
                password = pair[1];
            }
            if (user == null || !user.matches("[a-z]+") || !Files.exists(folder.resolve(user + ".password"))) {
                return null;
            }
            return Files.readString(folder.resolve(user + ".password")).strip().equals(password) ? user : null;
        }

        private synchronized void pass(HttpExchange exchange, String user, byte[] body) throws IOException {
            openFor(user);
            Endpoint endpoint = Objects.requireNonNull(Endpoint.read(storage().toRealPath()));
            HttpURLConnection request = (HttpURLConnection)
                    URI.create(endpoint.url() + exchange.getRequestURI().toString())
                            .toURL()
                            .openConnection();
            request.setRequestMethod(exchange.getRequestMethod());
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (name.toLowerCase(java.util.Locale.ROOT).startsWith("x-clickhouse-")
                        && !name.equalsIgnoreCase("X-ClickHouse-User")
                        && !name.equalsIgnoreCase("X-ClickHouse-Key")) {
                    request.setRequestProperty(name, values.get(0));
                }
            });
            String login = LoopbackGateway.USER + ":" + endpoint.secret();
            request.setRequestProperty(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
            if (exchange.getRequestMethod().equals("POST")) {
                request.setDoOutput(true);
                request.setFixedLengthStreamingMode(body.length);
                try (OutputStream out = request.getOutputStream()) {
                    out.write(body);
                }
            }
            int status = request.getResponseCode();
            byte[] answer;
            try (InputStream in = status < 400 ? request.getInputStream() : request.getErrorStream()) {
                answer = in == null ? new byte[0] : in.readAllBytes();
            }
            request.getHeaderFields().forEach((name, values) -> {
                if (name != null && (name.startsWith("X-ClickHouse") || name.equalsIgnoreCase("Content-Type"))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
