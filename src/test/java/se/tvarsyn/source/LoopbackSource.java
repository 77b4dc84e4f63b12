package se.tvarsyn.source;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** A source over plain HTTP on loopback that gives the answers it was told, in their order, the last one for ever. */
final class LoopbackSource implements AutoCloseable {
    private final HttpServer server =
            HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    private final Deque<Told> told = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();

    LoopbackSource() throws IOException {
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Told answer;
            synchronized (told) {
                requests.add(new Request(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                        String.valueOf(exchange.getRequestHeaders().getFirst("Client-Secret")),
                        body));
                answer = told.size() > 1 ? told.removeFirst() : told.getFirst();
            }
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    /** What came in; {@code "null"} where a header was missing. */
    record Request(String method, String target, String authorization, String clientSecret, String body) {}

    private record Told(int status, Map<String, String> headers, String body) {}

    void answers(int status, String body) {
        answers(status, Map.of(), body);
    }

    void answers(int status, Map<String, String> headers, String body) {
        synchronized (told) {
            told.add(new Told(status, headers, body));
        }
    }

    /** Forgets what it was told and asked. */
    void anew() {
        synchronized (told) {
            told.clear();
            requests.clear();
        }
    }

    List<Request> requests() {
        synchronized (told) {
            return List.copyOf(requests);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v2.0");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
