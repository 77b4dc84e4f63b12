package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static se.tvarsyn.cli.ZoneHomes.LESSONS;
import static se.tvarsyn.cli.ZoneHomes.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.source.SftpSite;
import se.tvarsyn.source.ThrowAwayCertificates;

/** The ways between two zones, with real servers on loopback. */
class ZoneWayTests {
    private static final String A = "201203202385;48392017;8;F;2026-03-02;08:10;60;60;SJUK";
    private static final String B = "201203202385;48392017;8;F;2026-03-03;08:10;60;0;";

    @TempDir
    private Path folder;

    private static String yaml(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(s -> "  " + s.getKey() + ": '" + s.getValue() + "'\n")
                .collect(Collectors.joining());
    }

    private String names(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.map(f -> f.getFileName().toString().replaceAll("[0-9a-f]{16}-[0-9]{16}", "N"))
                    .sorted()
                    .collect(Collectors.joining(" "));
        }
    }

    /** The clock of these homes stands still, so a batch has the number after the last. */
    private static String nextName(Path inbox) throws IOException {
        try (Stream<Path> files = Files.list(inbox)) {
            String last = files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".tvb"))
                    .max(String::compareTo)
                    .orElseThrow();
            return String.format(
                    Locale.ROOT, "%s%016d.tvb", last.substring(0, 17), Long.parseLong(last.substring(17, 33)) + 1);
        }
    }

    private void send(ZoneHomes homes, int exit, String name, String... rows) throws IOException {
        Path input = InProcess.lessons(folder.resolve(name), rows);
        run(homes.school, exit, "send", LESSONS, "--input", input.toString());
    }

    @Test
    void goesBySftpInBothDirections() throws Exception {
        ZoneHomes homes = new ZoneHomes(folder);
        try (SftpSite site = new SftpSite(folder.resolve("server"), folder.resolve("secrets"))) {
            homes.way(homes.school, yaml(site.settings()));
            InProcess.replace(
                    ZoneHomes.settings(homes.receiver), "  directory: " + homes.exchange + "\n", yaml(site.settings()));
            send(homes, 0, "a.csv", A);
            send(homes, 0, "b.csv", B);
            assertThat(names(site.inbox())).isEqualTo("N.tvb N.tvb");
            run(homes.receiver, 0, "receive");
            assertThat(names(site.inbox())).isEqualTo("N.tvb N.tvb N.tvb.taken N.tvb.taken");
            assertThat(homes.receiver.query("SELECT count() FROM core.attendance"))
                    .isEqualTo("2");
            assertThat(run(homes.receiver, 0, "receive").out()).contains("nothing to take");
            // The server dies while a batch is written: it waits, and nothing half is taken for a batch.
            site.closeAfterOpening(nextName(site.inbox()) + ".part");
            send(homes, 3, "c.csv", A.replace("08:10", "09:10"));
            assertThat(names(homes.school.home().resolve(".tvarsyn/outbox"))).isEqualTo("N.tvb number");
        }
        try (SftpSite site = new SftpSite(folder.resolve("server"), folder.resolve("secrets"))) {
            homes.way(homes.school, yaml(site.settings()));
            run(
                    homes.school,
                    0,
                    "send",
                    LESSONS,
                    "--input",
                    folder.resolve("c.csv").toString());
            assertThat(names(site.inbox())).startsWith("N.tvb N.tvb N.tvb ").doesNotContain("N.tvb N.tvb N.tvb N.tvb ");
            run(homes.receiver, 0, "receive", "--input", site.inbox().toString());
        }
        assertThat(homes.receiver.query("SELECT count() FROM core.attendance")).isEqualTo("3");
    }

    @Test
    void goesByHttpsWithAClientCertificateAndAToken() throws Exception {
        ZoneHomes homes = new ZoneHomes(folder);
        ThrowAwayCertificates certificates = new ThrowAwayCertificates(Files.createDirectory(folder.resolve("ca")));
        certificates.issue("server", "ca", "-ext", "san=ip:127.0.0.1");
        certificates.issue("client", "ca");
        Path token = Files.writeString(folder.resolve("token"), "MARKERTOKEN\n");
        try (Dropbox dropbox = new Dropbox(certificates.serverSide("server"), homes.exchange)) {
            String way = yaml(Map.of(
                            "url", dropbox.url(),
                            "token-file", token.toString(),
                            "trust-file", certificates.pem("ca").toString()))
                    + "  tries: 1\n";
            String certificate = yaml(Map.of(
                    "client-certificate-file", certificates.withKey("client").toString(),
                    "client-certificate-password-file", certificates.password().toString()));
            homes.way(homes.school, way);
            send(homes, 3, "a.csv", A);
            assertThat(homes.batches()).isEmpty();
            homes.way(homes.school, way + certificate + "  method: POST\n");
            dropbox.failsWith.set(503);
            send(homes, 3, "b.csv", B);
            assertThat(homes.batches()).isEmpty();
            dropbox.failsWith.set(403);
            assertThat(homes.school
                            .run(
                                    "send",
                                    LESSONS,
                                    "--input",
                                    folder.resolve("b.csv").toString())
                            .exit())
                    .isEqualTo(3);
            dropbox.failsWith.set(0);
            homes.way(homes.school, way + certificate);
            run(
                    homes.school,
                    0,
                    "send",
                    LESSONS,
                    "--input",
                    folder.resolve("b.csv").toString());
            assertThat(dropbox.seen).contains("POST Bearer MARKERTOKEN").endsWith("PUT Bearer MARKERTOKEN");
        }
        assertThat(homes.batches()).hasSize(2);
        run(homes.receiver, 0, "receive");
        assertThat(homes.receiver.query("SELECT count() FROM core.attendance")).isEqualTo("2");
        assertThat(homes.school.everythingSaid())
                .doesNotContain("MARKER", "127.0.0.1", folder.resolve("ca").toString());
    }

    /** Stores what is sent to it, from whoever shows a certificate of its CA. */
    private static final class Dropbox implements AutoCloseable {
        private final HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        private final AtomicInteger failsWith = new AtomicInteger();
        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final Path folder;

        Dropbox(SSLContext context, Path folder) throws IOException {
            this.folder = folder;
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters demanding = context.getDefaultSSLParameters();
                    demanding.setNeedClientAuth(true);
                    parameters.setSSLParameters(demanding);
                }
            });
            server.createContext("/zon/", this::take);
            server.start();
        }

        String url() {
            return "https://127.0.0.1:" + server.getAddress().getPort() + "/zon";
        }

        private void take(HttpExchange exchange) throws IOException {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                seen.add(exchange.getRequestMethod() + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
                int status = failsWith.get();
                if (status == 0) {
                    String name = exchange.getRequestURI().getPath().substring("/zon/".length());
                    Files.write(folder.resolve(name), body);
                    status = 201;
                }
                exchange.sendResponseHeaders(status, -1);
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
