package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Through a proxy, in good and in failing calls: no secret, query, number or answer in any log or message. */
class TransportLeakTests {
    private static final String NUMBER = "201001012382";

    @TempDir
    Path folder;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final SteppedTime time = new SteppedTime();

    /** Both logging systems at their most talkative. */
    private final class Listening implements AutoCloseable {
        private final ch.qos.logback.classic.Logger root =
                ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("ROOT");
        private final ch.qos.logback.classic.Level before = root.getLevel();
        private final AppenderBase<ILoggingEvent> sink = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                said.add(event.getLoggerName()
                        + event.getFormattedMessage()
                        + ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        };
        private final Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.add(line.getLoggerName()
                        + line.getMessage()
                        + Arrays.toString(line.getParameters())
                        + line.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        private final Logger old = Logger.getLogger("");
        private final Logger client = Logger.getLogger("jdk.internal.httpclient.debug");
        /** The tests' own server, not the product's. */
        private final Logger server = Logger.getLogger("com.sun.net.httpserver");

        Listening() {
            sink.setContext(root.getLoggerContext());
            sink.start();
            root.addAppender(sink);
            root.setLevel(ch.qos.logback.classic.Level.ALL);
            old.setLevel(Level.ALL);
            // Said outright: an earlier test of this JVM may have switched it off.
            client.setLevel(Level.ALL);
            server.setLevel(Level.OFF);
            old.addHandler(handler);
        }

        @Override
        public void close() {
            root.detachAppender(sink);
            root.setLevel(before);
            old.removeHandler(handler);
            old.setLevel(Level.INFO);
            client.setLevel(null);
            server.setLevel(null);
        }
    }

    @Test
    void neitherLogsNorMessagesHoldASecretOrARecord() throws Exception {
        try (LoopbackSource source = new LoopbackSource();
                LoopbackSource tokens = new LoopbackSource();
                Proxy proxy = new Proxy();
                Listening listening = new Listening()) {
            Files.writeString(folder.resolve("MARKERFILE"), "MARKERSECRET");
            Map<String, String> settings = new HashMap<>(Map.of(
                    "url", source.url() + "/MARKERPATH",
                    "oauth2-token-url", tokens.url().toString(),
                    "oauth2-client-id", "MARKERCLIENT",
                    "oauth2-client-secret-file", "MARKERFILE",
                    "header-files.Client-Secret", "MARKERFILE",
                    "proxy", "127.0.0.1:" + proxy.port(),
                    "read-timeout-seconds", "1"));
            SourceConnection connection = SourceConnection.of("f", settings, folder, time.waiting());
            tokens.answers(
                    200, "{\"access_token\":\"MARKERTOKEN\",\"token_type\":\"Bearer\",\"expires_in\":\"MARKERLIFE\"}");
            source.answers(200, "");
            ask(connection, source.url());
            assertThat(source.requests())
                    .as("asked while the JDK's client logs addresses")
                    .isEmpty();
            assertThat(said)
                    .anyMatch(line -> line.contains("not asked while the logger jdk.internal.httpclient.debug"));
            listening.client.setLevel(Level.INFO);
            for (int status : new int[] {200, 204, 301, 401, 403, 404, 429, 500, 503, 200}) {
                source.anew();
                source.answers(
                        status,
                        Map.of("Location", "https://MARKER/", "Retry-After", "MARKER"),
                        status == 204 ? "" : "{\"MARKER\":\"" + NUMBER + "\"}");
                ask(connection, URI.create(String.valueOf(settings.get("url"))));
            }
            tokens.anew();
            tokens.answers(401, "{\"error\":\"MARKER\",\"error_description\":\"MARKER " + NUMBER + "\"}");
            source.anew();
            source.answers(401, "");
            ask(connection, source.url());
            source.close();
            ask(connection, source.url());
            tokens.close();
            ask(connection, source.url());

            assertThat(proxy.seen())
                    .anyMatch(line -> line.startsWith(
                            "POST http://127.0.0.1:" + tokens.url().getPort()));
            assertThat(proxy.seen()).anyMatch(line -> line.contains("MARKERPATH"));
        }
        assertThat(said).as("something was said at all").hasSizeGreaterThan(10);
        assertThat(said.stream().filter(line -> line.contains("MARKER") || line.contains(NUMBER)))
                .isEmpty();
    }

    private void ask(SourceConnection connection, URI base) {
        SourceQuestion question = SourceQuestion.post(
                "f",
                "persons",
                base,
                "persons",
                Map.of("X-API-Key", "MARKERKEY"),
                Map.of("key", "MARKERQUERY", "civicNo", NUMBER),
                "{\"civicNos\":[\"" + NUMBER + "\"]}");
        try (SourceCall call = new SourceCall(connection)) {
            said.add("taken: " + call.<Integer>ask(question, body -> body.readAllBytes().length));
        } catch (SourceUnreachable e) {
            said.add(ThrowableProxyUtil.asString(new ch.qos.logback.classic.spi.ThrowableProxy(e)) + question + e);
        }
    }

    @Test
    void tunnelsThroughTheProxyAndSaysWhereToLookWhenThatRefuses() throws Exception {
        ThrowAwayCertificates certificates = new ThrowAwayCertificates(folder);
        certificates.issue("server", "ca", "-ext", "san=ip:127.0.0.1");
        try (TlsSource source = new TlsSource(certificates.serverSide("server"), false, true, "TLSv1.3");
                Proxy proxy = new Proxy()) {
            Map<String, String> settings = Map.of(
                    "url", source.url(),
                    "trust-file", certificates.pem("ca").toString(),
                    "proxy", "127.0.0.1:" + proxy.port());
            SourceConnection connection = SourceConnection.of("f", settings, folder, time.waiting());

            ask(connection, URI.create(source.url()));
            assertThat(said).containsExactly("taken: 11");
            assertThat(proxy.seen()).containsExactly("CONNECT 127.0.0.1:" + source.port() + " HTTP/1.1");

            proxy.refuses = true;
            ask(connection, URI.create(source.url()));
            assertThat(said.get(1)).contains("proxy").doesNotContain("MARKER", "127.0.0.1");
            assertThat(source.requests()).isEqualTo(1);
        }
    }

    /** An HTTP proxy on loopback: passes requests on and opens tunnels, one connection at a time each way. */
    private static final class Proxy implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        private final List<String> seen = new CopyOnWriteArrayList<>();
        private volatile boolean refuses;

        Proxy() throws IOException {
            daemon(this::accept);
        }

        private static void daemon(Runnable task) {
            Thread thread = new Thread(task, "proxy");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return listening.getLocalPort();
        }

        /** First lines of the requests. */
        List<String> seen() {
            return seen;
        }

        private void accept() {
            while (true) {
                Socket client = next();
                if (client == null) {
                    return;
                }
                daemon(() -> serve(client));
            }
        }

        private @Nullable Socket next() {
            try {
                return listening.accept();
            } catch (IOException e) {
                return null; // closed
            }
        }

        private void serve(Socket client) {
            try (client) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                String first = in.readLine();
                if (first == null) {
                    return;
                }
                seen.add(first);
                StringBuilder headers = new StringBuilder();
                int length = 0;
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                        length = Integer.parseInt(line.substring(15).strip());
                    }
                    headers.append(line).append("\r\n");
                }
                if (refuses) {
                    client.getOutputStream()
                            .write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                } else if (first.startsWith("CONNECT ")) {
                    tunnel(client, first.split(" ")[1]);
                } else {
                    char[] body = new char[length];
                    for (int filled = 0; filled < length; ) {
                        filled += in.read(body, filled, length - filled);
                    }
                    pass(client, first, headers, new String(body));
                }
            } catch (IOException e) {
                // One of the ends has gone; the client's words are what the tests look at.
            }
        }

        private static Socket to(String hostAndPort) throws IOException {
            String[] parts = hostAndPort.split(":");
            return new Socket(parts[0], Integer.parseInt(parts[1]));
        }

        private static void tunnel(Socket client, String target) throws IOException {
            try (Socket server = to(target)) {
                client.getOutputStream()
                        .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                daemon(() -> copy(client, server));
                server.getInputStream().transferTo(client.getOutputStream());
            }
        }

        private static void copy(Socket from, Socket to) {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
                to.shutdownOutput();
            } catch (IOException e) {
                // The other direction ends by itself.
            }
        }

        private static void pass(Socket client, String first, CharSequence headers, String body) throws IOException {
            URI target = URI.create(first.split(" ")[1]);
            try (Socket server = to(target.getHost() + ":" + target.getPort())) {
                String request = first.split(" ")[0] + " " + target.getRawPath()
                        + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery())
                        + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n" + body;
                server.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                server.getInputStream().transferTo(client.getOutputStream());
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
