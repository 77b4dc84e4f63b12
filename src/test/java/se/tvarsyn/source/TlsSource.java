package se.tvarsyn.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A source on loopback that answers every request with an empty page. Not the JDK's HttpsServer: that closes a refused
 * connection without the alert that every other server sends.
 */
final class TlsSource implements AutoCloseable {
    private static final String PAGE = "{\"data\":[]}";

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final AtomicInteger requests = new AtomicInteger();
    private final SSLContext context;
    private final boolean demands;
    private final boolean alerts;
    private final String protocol;

    /**
     * @param demands whether clients must show a certificate
     * @param alerts whether a refused client is told, or only cut off
     */
    TlsSource(SSLContext context, boolean demands, boolean alerts, String protocol) throws IOException {
        this.context = context;
        this.demands = demands;
        this.alerts = alerts;
        this.protocol = protocol;
        daemon(this::accept);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "tls-source");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    String url() {
        return "https://127.0.0.1:" + port() + "/v2.0";
    }

    /** Requests that got through. */
    int requests() {
        return requests.get();
    }

    private void accept() {
        while (true) {
            Socket raw = next();
            if (raw == null) {
                return;
            }
            daemon(() -> answer(raw));
        }
    }

    private @Nullable Socket next() {
        try {
            return listening.accept();
        } catch (IOException e) {
            return null; // closed
        }
    }

    private void answer(Socket raw) {
        try (raw) {
            raw.setSoTimeout(30_000);
            try {
                SSLSocket socket =
                        (SSLSocket) context.getSocketFactory().createSocket(raw, null, raw.getPort(), !alerts);
                socket.setUseClientMode(false);
                socket.setNeedClientAuth(demands);
                socket.setEnabledProtocols(new String[] {protocol});
                socket.startHandshake();
                answer(socket);
            } catch (IOException refused) {
                if (alerts) {
                    // Closing with the client's request unread would reset the connection, and the alert be lost.
                    raw.shutdownOutput();
                    raw.getInputStream().readAllBytes();
                }
            }
        } catch (IOException e) {
            // The client has gone; its own words are what the tests look at.
        }
    }

    private void answer(SSLSocket socket) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
            line = in.readLine();
        }
        if (line == null) {
            return;
        }
        requests.incrementAndGet();
        OutputStream out = socket.getOutputStream();
        out.write(("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + PAGE.length() + "\r\n\r\n" + PAGE)
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
        socket.close();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
