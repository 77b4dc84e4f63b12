package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** docs/files.md, over a real SFTP server. */
class SftpFolderTests {
    /** An official test number. */
    private static final String NUMBER = "201203202385";

    private static final String LONG = "0123456789abcdef".repeat(40_000);

    @TempDir
    private Path folder;

    private SftpSite site;
    private Path inbox;
    private Visits visits;

    @BeforeEach
    void startAServer() throws IOException {
        site = new SftpSite(folder.resolve("server"), folder.resolve("secrets"));
        inbox = site.inbox();
        visits = new Visits(folder.resolve("home"));
    }

    @AfterEach
    void stopTheServer() throws IOException {
        site.close();
    }

    private String secret(String name) {
        return folder.resolve("secrets").resolve(name).toString();
    }

    private Map<String, String> byPassword() {
        Map<String, String> settings = site.settings("password-file", secret("password"));
        settings.remove("key-file");
        return settings;
    }

    private SourceUnreachable failure(Map<String, String> account) {
        try (FolderVisit visit = visits.sftp(account)) {
            SourceUnreachable failure = catchThrowableOfType(SourceUnreachable.class, visit::next);
            assertThat(failure).isNotNull();
            assertThat(failure.getCause()).isNull();
            assertThat(failure.getMessage())
                    .startsWith("feed: sftp: ")
                    .contains("; ")
                    .doesNotContain(SftpSite.USER, SftpSite.PASSWORD, SftpSite.PASSPHRASE, "127.0.0.1", "/in", NUMBER);
            return failure;
        }
    }

    @Test
    void isLetInByAKeyALockedKeyOrAPassword() throws Exception {
        Visits.rested(inbox, "a.csv", "A");
        assertThat(Visits.takeAll(visits.sftp(site.settings(), "after", "keep")))
                .containsExactly("a.csv=A");
        Map<String, String> locked =
                site.settings("key-file", secret("id-locked"), "passphrase-file", secret("passphrase"));
        assertThat(Visits.takeAll(visits.sftp(locked, "after", "keep"))).containsExactly("a.csv=A");
        assertThat(Visits.takeAll(visits.sftp(byPassword(), "after", "keep"))).containsExactly("a.csv=A");
    }

    @Test
    void sendsNothingToAServerWhoseKeyIsUnknown() throws Exception {
        for (String none : List.of("", "# nobody yet\n")) {
            Files.writeString(site.knownHosts(), none);
            assertThat(failure(byPassword()))
                    .hasMessageContaining("names none for this host and port")
                    .hasMessageContaining("SHA256:");
            assertThat(site.knownHosts()).as("nothing is learnt").hasContent(none);
        }
        site.trust(site.port() + 1);
        assertThat(failure(byPassword())).hasMessageContaining("names none for this host and port");
        assertThat(site.logins()).isZero();
    }

    @Test
    void sendsNothingToAServerWhoseKeyIsAnother() throws Exception {
        site.drawNewHostKey();
        String before = Files.readString(site.knownHosts());
        assertThat(failure(byPassword()))
                .hasMessageContaining("another host key")
                .hasMessageContaining("ask its owner");
        assertThat(failure(site.settings())).hasMessageContaining("another host key");
        assertThat(site.logins()).isZero();
        assertThat(Files.readString(site.knownHosts())).isEqualTo(before);
    }

    @Test
    void refusesAKeyThatIsRevoked() throws Exception {
        Files.writeString(site.knownHosts(), "@revoked " + Files.readString(site.knownHosts()));
        assertThat(failure(byPassword())).hasMessageContaining("revoked");
        assertThat(site.logins()).isZero();
    }

    @Test
    void refusesKnownHostsThatCannotBeRead() throws Exception {
        assertThat(failure(site.settings("known-hosts-file", secret("none")))).hasMessageContaining("known-hosts-file");
        Files.writeString(site.knownHosts(), "[127.0.0.1]:" + site.port() + " ssh-ed25519 " + NUMBER + "\n");
        assertThat(failure(site.settings())).hasMessageContaining("known-hosts-file");
        assertThat(site.logins()).isZero();
    }

    @Test
    void saysThatTheLoginIsNotAccepted() throws Exception {
        assertThat(failure(site.settings("key-file", secret("id-other")))).hasMessageContaining("user and key");
        Files.writeString(Path.of(secret("password")), "another");
        assertThat(failure(byPassword())).hasMessageContaining("user and password");
        assertThat(visits.pauses).as("a refusal is no reason to try again").isEmpty();
        assertThat(failure(site.settings("key-file", secret("id-locked")))).hasMessageContaining("key-file");
        assertThat(failure(site.settings("key-file", secret("password")))).hasMessageContaining("key-file");
        assertThat(failure(site.settings("key-file", secret("none")))).hasMessageContaining("key-file");
    }

    @Test
    void triesThreeTimesWhereNobodyAnswers() throws Exception {
        site.close();
        assertThat(failure(site.settings())).hasMessageContaining("3 times");
        assertThat(visits.pauses).hasSize(2);
        assertThat(visits.pauses.get(1)).isEqualTo(visits.pauses.get(0).multipliedBy(2));
    }

    @Test
    void saysThatTheFolderIsMissingOrClosed() throws Exception {
        Map<String, String> elsewhere = site.settings();
        elsewhere.put("sftp", elsewhere.get("sftp") + "/" + NUMBER);
        assertThat(failure(elsewhere)).hasMessageContaining("is not there");
        site.meddle((request, file) -> {
            throw new AccessDeniedException(NUMBER);
        });
        assertThat(failure(site.settings())).hasMessageContaining("not allowed");
    }

    /** From the greeting to the middle of the file; the last one cuts close to its end. */
    @ParameterizedTest
    @ValueSource(longs = {10, 3_000, 100_000, 639_000})
    void takesNothingOfAFileWhoseConnectionIsCutAndAllOfItTheNextTime(long offset) throws Exception {
        Visits.rested(inbox, "a.csv", LONG);
        try (CuttingProxy proxy = new CuttingProxy(site.port(), offset, 3)) {
            Map<String, String> account = site.settings();
            account.put("sftp", "sftp://" + SftpSite.USER + "@127.0.0.1:" + proxy.port() + "/in");
            site.trust(proxy.port());
            assertThat(failure(account)).hasMessageContaining("3 times");
            assertThat(proxy.connections()).isEqualTo(3);
            assertThat(Visits.names(visits.scratch)).isEmpty();
            assertThat(Visits.names(inbox)).containsExactly("a.csv");
            assertThat(Visits.takeAll(visits.sftp(account))).containsExactly("a.csv=" + LONG);
        }
    }

    @Test
    void readsAFileFromItsFirstByteAgainWhereTheConnectionIsCutOnce() throws Exception {
        Visits.rested(inbox, "a.csv", LONG);
        Visits.rested(inbox, "b.csv", "B");
        try (CuttingProxy proxy = new CuttingProxy(site.port(), 300_000, 1)) {
            Map<String, String> account = site.settings();
            account.put("sftp", "sftp://" + SftpSite.USER + "@127.0.0.1:" + proxy.port() + "/in");
            site.trust(proxy.port());
            assertThat(Visits.takeAll(visits.sftp(account))).containsExactly("a.csv=" + LONG, "b.csv=B");
        }
    }

    @Test
    void looksTwiceForItDoesNotKnowTheServersClock() throws Exception {
        Path growing = Visits.rested(inbox, "a.csv", "half");
        Visits.rested(inbox, "b.csv", "B");
        visits.meanwhile = () -> {
            try {
                Visits.at(Files.writeString(growing, "half and half"), Visits.NOW.minusSeconds(1800));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        };
        assertThat(Visits.takeAll(visits.sftp(site.settings()))).containsExactly("b.csv=B");
        assertThat(visits.waits).containsExactly("feed: a.csv: is still being written; a later run takes it");
    }

    @Test
    void takesNothingOfAFileThatChangesWhileItIsRead() throws Exception {
        Path file = Visits.rested(inbox, "a.csv", LONG);
        int[] reads = new int[1];
        site.meddle((request, read) -> {
            if (request.equals("read") && ++reads[0] == 3) {
                // The same length: only the time tells.
                Visits.at(Files.writeString(file, "x".repeat(LONG.length())), Visits.NOW.minusSeconds(10));
            }
        });
        assertThat(Visits.takeAll(visits.sftp(site.settings()))).isEmpty();
        assertThat(visits.waits).containsExactly("feed: a.csv: changed while it was read; a later run takes it");
        assertThat(Visits.names(visits.scratch)).isEmpty();
        site.meddle(null);
        assertThat(Visits.takeAll(visits.sftp(site.settings()))).containsExactly("a.csv=" + "x".repeat(LONG.length()));
    }

    @Test
    void reportsAFileThatVanishesOrShrinksBeforeItIsOpened() throws Exception {
        Visits.rested(inbox, "a.csv", "A");
        Path gone = Visits.rested(inbox, "b.csv", "B");
        Path smaller = Visits.rested(inbox, "c.csv", "CCC");
        try (FolderVisit visit = visits.sftp(site.settings())) {
            assertThat(Objects.requireNonNull(visit.next()).name()).isEqualTo("a.csv");
            Files.delete(gone);
            Visits.at(Files.writeString(smaller, "C"), Visits.NOW.minusSeconds(3600));
            assertThat(visit.next()).isNull();
        }
        assertThat(visits.problems).hasSize(2);
        assertThat(visits.said()).contains("b.csv: is not there", "c.csv: became smaller");
    }

    @Test
    void marksDeletesAndArchivesOnTheServer() throws Exception {
        Visits.rested(inbox, "a.csv", "A");
        assertThat(Visits.takeAll(visits.sftp(site.settings()))).containsExactly("a.csv=A");
        assertThat(Files.readString(inbox.resolve("a.csv.taken")))
                .hasSize(64 + 12)
                .endsWith(" 2026-06-01\n");
        assertThat(Visits.takeAll(visits.sftp(site.settings()))).isEmpty();
        Visits.rested(inbox, "a.csv", "B");
        assertThat(Visits.takeAll(visits.sftp(site.settings()))).containsExactly("a.csv=B");
        assertThat(Visits.takeAll(visits.sftp(site.settings()))).isEmpty();

        Visits.rested(inbox, "a.csv.done", "");
        String[] whole = {"done-file", "{name}.done", "after", "archive"};
        assertThat(Visits.takeAll(visits.sftp(site.settings(), whole))).containsExactly("a.csv=B");
        assertThat(Visits.names(inbox)).isEmpty();
        FileArchive.Entry entry = visits.archive.list().get(0);
        assertThat(Visits.text(Objects.requireNonNull(visits.archive.open(entry.id()))))
                .isEqualTo("B");

        Visits.rested(inbox, "c.csv", "C");
        assertThat(Visits.takeAll(visits.sftp(site.settings(), "after", "delete")))
                .containsExactly("c.csv=C");
        assertThat(Visits.names(inbox)).isEmpty();
        assertThat(visits.said().strip()).isEmpty();
    }

    @Test
    void goesOnWithTheNextFileWhereOneIsNotAllowed() throws Exception {
        for (String name : List.of("a.csv", "b.csv", "c.csv")) {
            Visits.rested(inbox, name, name);
        }
        site.meddle((request, file) -> {
            boolean isRead = request.equals("open") && file.endsWith("a.csv");
            boolean isWritten = request.equals("write") && file.endsWith("b.csv.taken");
            if (isRead || isWritten) {
                throw new AccessDeniedException(NUMBER);
            }
        });
        assertThat(Visits.takeAll(visits.sftp(site.settings()))).containsExactly("b.csv=b.csv", "c.csv=c.csv");
        assertThat(visits.problems).hasSize(2);
        assertThat(visits.said())
                .contains("a.csv: is not allowed", "b.csv: is not allowed")
                .doesNotContain(NUMBER);
        site.meddle((request, file) -> {
            if (request.equals("remove")) {
                throw new AccessDeniedException(NUMBER);
            }
        });
        assertThat(Visits.takeAll(visits.sftp(site.settings(), "after", "delete")))
                .hasSize(3);
        assertThat(inbox.resolve("b.csv")).exists();
    }

    @Test
    void marksAFileThoughTheConnectionBrokeWhileItWasLoaded() throws Exception {
        Visits.rested(inbox, "a.csv", "A");
        try (CuttingProxy proxy = new CuttingProxy(site.port(), Long.MAX_VALUE, 0)) {
            Map<String, String> account = site.settings();
            account.put("sftp", "sftp://" + SftpSite.USER + "@127.0.0.1:" + proxy.port() + "/in");
            site.trust(proxy.port());
            try (FolderVisit visit = visits.sftp(account)) {
                PickedFile picked = Objects.requireNonNull(visit.next());
                proxy.cutAll();
                picked.taken();
            }
        }
        assertThat(visits.said().strip()).isEmpty();
        assertThat(inbox.resolve("a.csv.taken")).exists();
    }

    @Test
    void followsNoLinkOutOfTheFolder() throws Exception {
        Files.createSymbolicLink(inbox.resolve("link.csv"), Visits.rested(folder, "outside.csv", "no"));
        Visits.rested(Files.createDirectories(inbox.resolve("sub")), "inner.csv", "no");
        Visits.rested(inbox, "a.csv", "A");
        assertThat(Visits.takeAll(visits.sftp(site.settings(), "after", "delete")))
                .containsExactly("a.csv=A");
        assertThat(Visits.names(inbox)).contains("inner.csv");
    }

    @Test
    void takesAThousandFiles() throws Exception {
        for (int i = 0; i < 1000; i++) {
            Visits.rested(inbox, "f" + (1000 + i) + ".csv", "row " + i);
        }
        assertThat(Visits.takeAll(visits.sftp(site.settings(), "after", "delete")))
                .hasSize(1000)
                .contains("f1000.csv=row 0", "f1999.csv=row 999");
        assertThat(Visits.names(inbox)).isEmpty();
    }

    @Test
    void logsNoNameAndNoSecretAtDebugLevel() throws Exception {
        String name = NUMBER + "-Zebrafink.csv";
        Visits.rested(inbox, name, "A");
        try (Listened log = new Listened()) {
            assertThat(Visits.takeAll(visits.sftp(site.settings()))).hasSize(1);
            assertThat(Visits.takeAll(visits.sftp(byPassword()))).isEmpty();
            Visits.rested(inbox, name + ".done", "");
            site.meddle((request, file) -> {
                if (request.equals("remove") && file.endsWith(name)) {
                    throw new AccessDeniedException(name);
                }
            });
            Visits.takeAll(visits.sftp(site.settings(), "after", "archive", "done-file", "{name}.done"));
            assertThat(visits.problems).hasSize(1);
            assertThat(log.lines).as("sshd was heard").anyMatch(line -> line.startsWith("org.apache.sshd.client"));
            assertThat(log.lines.stream()
                            .filter(line -> line.contains("2385")
                                    || line.contains("Zebrafink")
                                    || line.contains(SftpSite.PASSWORD)))
                    .isEmpty();
        }
        assertThat(visits.said()).doesNotContain("2385");
    }

    @Test
    void readsAFileThatIsLargerThanTheMemory() throws Exception {
        inAnotherProcess(60);
    }

    @Test
    @Tag("long")
    void readsAFileThatIsManyTimesLargerThanTheMemory() throws Exception {
        inAnotherProcess(300);
    }

    private void inAnotherProcess(int megabytes) throws Exception {
        byte[] block = new byte[1 << 20];
        try (var out = Files.newOutputStream(inbox.resolve("large.csv"))) {
            for (int i = 0; i < megabytes; i++) {
                out.write(block);
            }
        }
        Path output = folder.resolve("said");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallMemoryVisit.class.getName(),
                        folder.resolve("home").toString(),
                        Objects.requireNonNull(site.settings().get("sftp")),
                        site.knownHosts().toString(),
                        secret("id"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).contains("read " + ((long) megabytes << 20) + " bytes twice");
        assertThat(inbox.resolve("large.csv.taken")).exists();
    }

    /** What the client's side of sshd, and we, log at DEBUG. The server in this process logs what its own side does. */
    private static final class Listened implements AutoCloseable {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        private final Logger sshd = context.getLogger("org.apache.sshd");
        private final Logger own = context.getLogger("se.tvarsyn");
        private final AppenderBase<ILoggingEvent> sink = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                String name = event.getLoggerName();
                if (name.startsWith("org.apache.sshd.sftp.server") || name.startsWith("org.apache.sshd.server")) {
                    return;
                }
                lines.add(name + ": " + event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())));
            }
        };

        Listened() {
            sink.setContext(context);
            sink.start();
            for (Logger logger : List.of(sshd, own)) {
                // At TRACE sshd shows every packet before it is enciphered; our own class must be harmless there too.
                logger.setLevel(logger.equals(own) ? Level.TRACE : Level.DEBUG);
                logger.setAdditive(false);
                logger.addAppender(sink);
            }
        }

        @Override
        public void close() {
            for (Logger logger : List.of(sshd, own)) {
                logger.detachAppender(sink);
                logger.setAdditive(true);
            }
            sshd.setLevel(Level.OFF);
            own.setLevel(null);
        }
    }
}
