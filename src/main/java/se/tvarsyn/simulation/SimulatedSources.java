package se.tvarsyn.simulation;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.Slf4jNotifier;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * The municipality's source systems on a free port of the loopback interface, and its files in a folder. The secrets are
 * made up with the municipality and open nothing else.
 */
public final class SimulatedSources implements AutoCloseable {
    static final String TOKEN = "demo-bearer-of-a-made-up-municipality";
    static final String DOMAIN = "demo-domain";
    static final String KEY = "demo-key-of-a-made-up-municipality";
    static final String SS12000_PATH = "/ss12000/v2";
    static final String LIFECARE_PATH = "/WESE.FC.Api.FC/apifc/v1/Extract";

    private final WireMockServer server;
    private final Path folder;

    private SimulatedSources(WireMockServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /**
     * Writes the files and begins to answer. No request or response is kept.
     *
     * @param folder where the files of the CSV and DAK feeds are written; left in place on {@link #close}
     */
    public static SimulatedSources start(Municipality municipality, Path folder) throws IOException {
        municipality.writeFilesTo(folder.resolve(SchoolUnit.LESSON_CSV), folder.resolve("leisure-dak"));
        municipality.writeFurtherTo(folder);
        SourceAnswers answers = new SourceAnswers(municipality);
        WireMockServer server = new WireMockServer(options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .containerThreads(8)
                .jettyAcceptors(1)
                .disableRequestJournal()
                .notifier(new Slf4jNotifier(false))
                .extensions(answers));
        server.start();
        server.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers(SourceAnswers.NAME)));
        return new SimulatedSources(server, folder);
    }

    /** Base of the SS 12000 endpoints, without a slash at the end. */
    public URI ss12000() {
        return URI.create("http://127.0.0.1:" + server.port() + SS12000_PATH);
    }

    /** Base of the Lifecare API, the part before {@code /apifc/v1/Extract/…}. */
    public URI lifecare() {
        return URI.create("http://127.0.0.1:" + server.port() + "/WESE.FC.Api.FC");
    }

    public String token() {
        return TOKEN;
    }

    public String domain() {
        return DOMAIN;
    }

    public String key() {
        return KEY;
    }

    public Path lessonCsvFolder() {
        return folder.resolve(SchoolUnit.LESSON_CSV);
    }

    public Path dakFolder() {
        return folder.resolve("leisure-dak");
    }

    /** Where the files and saved answers of a smaller feed are. */
    public Path folderOf(String feed) {
        return folder.resolve(feed);
    }

    @Override
    public void close() {
        server.stop();
    }
}
