package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import se.tvarsyn.settings.Home;
import se.tvarsyn.warehouse.MigratedStorage;

/** Two agencies that send, and one home that receives; the agencies hold the same key of the purpose. */
final class ZoneHomes {
    static final String LESSONS = "school-lesson-csv";
    static final String LIFECARE = "social-lifecare";
    /** Of the purpose; both agencies have it from the one that drew it. */
    static final String PURPOSE_KEY = "a7c1".repeat(16);

    final Path exchange;
    final InProcess school;
    final InProcess social;
    final InProcess receiver;
    private final Path folder;
    private final String receiverKey;

    ZoneHomes(Path folder) throws IOException {
        this.folder = folder;
        this.exchange = Files.createDirectory(folder.resolve("exchange"));
        this.receiver = new InProcess(folder.resolve("receiver"));
        this.receiverKey =
                lastLine(run(receiver, 0, "init", "--zone", "receiver").out());
        MigratedStorage.into(new Home(receiver.home(), Path.of(".")).warehouseStorage());
        this.school = sender("school");
        this.social = sender("social");
        senders(Map.of("skola", school, "social", social));
        way(school, "  directory: " + exchange + "\n");
        way(social, "  directory: " + exchange + "\n");
        InProcess.replace(
                settings(receiver), "  # directory: inbox\n", "  directory: " + exchange + "\n  settle-seconds: 1\n");
    }

    static Path settings(InProcess home) {
        return home.home().resolve("tvarsyn.yaml");
    }

    private static String lastLine(String text) {
        List<String> lines = text.strip().lines().toList();
        return lines.get(lines.size() - 1);
    }

    /** A home with the keys that every home of this test has, so that tokens can be compared. */
    InProcess single() throws IOException {
        InProcess home = InProcess.initialized(folder.resolve("single"));
        importKeys(home);
        return home;
    }

    private InProcess sender(String name) throws IOException {
        InProcess home = new InProcess(folder.resolve(name));
        run(home, 0, "init", "--zone", "sender");
        importKeys(home);
        return home;
    }

    private void importKeys(InProcess home) throws IOException {
        Map<String, String> keys = Map.of(
                "uppfoljning",
                PURPOSE_KEY,
                "uppfoljning/src:" + LESSONS,
                "b8d2".repeat(16),
                "uppfoljning/src:" + LIFECARE,
                "c9e3".repeat(16));
        for (Map.Entry<String, String> key : keys.entrySet()) {
            home.importKey(folder, key.getKey(), key.getValue());
        }
    }

    /** Names these senders at the receiver, each with both feeds' own. */
    private void senders(Map<String, InProcess> senders) throws IOException {
        StringBuilder yaml = new StringBuilder("  senders:\n");
        for (Map.Entry<String, InProcess> sender : senders.entrySet()) {
            yaml.append("    ")
                    .append(sender.getKey())
                    .append(": {key: '")
                    .append(lastLine(run(sender.getValue(), 0, "zone", "keys", "--role", "sender")
                            .out()))
                    .append("', feeds: [")
                    .append(sender.getKey().equals("skola") ? LESSONS : LIFECARE)
                    .append("]}\n");
        }
        Files.writeString(settings(receiver), Files.readString(settings(receiver)) + yaml);
    }

    /** Gives a sender its way; indented by two. */
    void way(InProcess sender, String lines) throws IOException {
        String before = Files.readString(settings(sender));
        int at = before.indexOf("\nzone:\n");
        Files.writeString(
                settings(sender),
                (at < 0 ? before : before.substring(0, at)) + "\nzone:\n  role: sender\n  receiver-key: '" + receiverKey
                        + "'\n" + lines);
    }

    static InProcess.Said run(InProcess home, int exit, String... arguments) {
        InProcess.Said said = home.run(arguments);
        if (said.exit() != exit) {
            throw new AssertionError(String.join(" ", arguments) + ": " + said.exit() + "\n" + said.out() + said.err());
        }
        return said;
    }

    /** Batches in the exchange, in the order of their names. */
    List<Path> batches() throws IOException {
        try (Stream<Path> files = Files.list(exchange)) {
            return files.filter(f -> f.toString().endsWith(".tvb")).sorted().toList();
        }
    }
}
