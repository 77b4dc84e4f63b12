package se.tvarsyn.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real HTTP server on loopback that answers for one source, and fails at the request that it is told to. */
final class PageServer implements AutoCloseable {
    /** How a request fails. */
    enum Fault {
        UNAUTHORIZED(401),
        FORBIDDEN(403),
        TOO_MANY(429),
        INTERNAL(500),
        UNAVAILABLE(503),
        SILENCE(0),
        CUT(0),
        GARBAGE(200);

        private final int status;

        Fault(int status) {
            this.status = status;
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final PulledSource source;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Map<String, byte[]> documents = Map.of();
    private @Nullable Fault fault;
    private int failFrom;
    private int requests;

    PageServer(PulledSource source) throws IOException {
        // Else each answer waits 40 ms for the other side's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.source = source;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/source");
    }

    /** From now on the source has these documents, and every request is answered. */
    synchronized void has(Map<String, byte[]> current) {
        documents = new LinkedHashMap<>(current);
        fault = null;
        requests = 0;
    }

    /** The request of this number, from 1, and all after it fail. */
    synchronized void failsFrom(int request, Fault how) {
        failFrom = request;
        fault = how;
        requests = 0;
    }

    /** Requests since the last change. */
    synchronized int requests() {
        return requests;
    }

    private void handle(HttpExchange exchange) throws IOException {
        Fault now;
        Map<String, byte[]> current;
        synchronized (this) {
            requests++;
            now = fault != null && requests >= failFrom ? fault : null;
            current = documents;
        }
        exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath().replaceFirst("^/source/?", "");
        byte[] body = source.answer(path, query(exchange.getRequestURI().getRawQuery()), current);
        if (now == null) {
            send(exchange, body == null ? 404 : 200, body == null ? new byte[0] : body);
            return;
        }
        byte[] whole = body == null ? new byte[64] : body;
        switch (now) {
            case SILENCE -> {
                await();
                exchange.close();
            }
            case CUT -> {
                exchange.getResponseHeaders().set("Content-Type", source.contentType());
                exchange.sendResponseHeaders(200, whole.length);
                OutputStream out = exchange.getResponseBody();
                out.write(Arrays.copyOf(whole, whole.length / 2));
                out.flush();
                exchange.close();
            }
            case GARBAGE -> send(exchange, 200, "<html>Underhåll pågår</html".getBytes(StandardCharsets.UTF_8));
            default -> send(exchange, now.status, new byte[0]);
        }
    }

    private void await() {
        try {
            boolean isClosed = closed.await(20, TimeUnit.SECONDS);
            if (!isClosed) {
                throw new IllegalStateException("the client waits longer than its read timeout");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", source.contentType());
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null) {
            for (String part : raw.split("&")) {
                int equals = part.indexOf('=');
                query.put(
                        URLDecoder.decode(part.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
