package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} as a process of its own, with the clock of the machine. */
class ServeTests {
    private static final String FEED = "school-lesson-csv";
    private static final String A = "201001012382;48392017;9;F;2026-03-02;08:10;60;0;";
    private static final Pattern ADDRESS = Pattern.compile("pages: (http://127\\.0\\.0\\.1:\\d+/)");
    private static final int PATIENCE_SECONDS = 90;

    @TempDir
    private Path folder;

    @Test
    void runsFeedsThatAreDueWhileItServesPages() throws Exception {
        try (InProcess program = InProcess.initialized(folder.resolve("home"))) {
            Path inbox = Files.createDirectories(folder.resolve("inbox"));
            Path file = InProcess.lessons(inbox.resolve("a.csv"), A);
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-05-31T10:00:00Z")));
            Path yaml = program.home().resolve("tvarsyn.yaml");
            Files.writeString(
                    yaml,
                    Files.readString(yaml) + "\nsources:\n  " + FEED + ": {directory: " + inbox
                            + ", cron: '* * * * * *'}\n");
            Path said = folder.resolve("said.txt");
            Process serving = program.start(said.toFile(), "-Xmx256m", "serve", "--port", "0");
            try {
                Matcher address = waitFor(said, ADDRESS);
                assertThat(status(URI.create(address.group(1)).resolve("/login")))
                        .isEqualTo(200);
                assertThat(Files.readString(said)).contains("runs by itself: " + FEED);

                waitForRows(program);
            } finally {
                serving.destroy();
            }
            assertThat(serving.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(program.run("status").out()).contains(FEED);
            assertThat(Files.readString(said)).doesNotContain("201001012382", "Exception", "fatal error");
        }
    }

    private static Matcher waitFor(Path said, Pattern text) throws IOException, InterruptedException {
        for (int second = 0; second < PATIENCE_SECONDS; second++) {
            Matcher found = text.matcher(Files.readString(said));
            if (found.find()) {
                return found;
            }
            Thread.sleep(1_000);
        }
        throw new AssertionError("not said in time: " + Files.readString(said));
    }

    /** Another process asks the engine that the serving one holds. */
    private static void waitForRows(InProcess program) throws InterruptedException {
        for (int second = 0; second < PATIENCE_SECONDS; second++) {
            if (program.query("SELECT count() FROM core.attendance").equals("1")) {
                return;
            }
            Thread.sleep(1_000);
        }
        throw new AssertionError("the feed did not run");
    }

    private static int status(URI page) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
