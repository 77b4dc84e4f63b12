package se.tvarsyn.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which settings of a zone go together. */
class ZoneSettingsTests {
    private static final String RECEIVER_KEY = "receiver-key: 'tvarsyn-receiver:" + "A".repeat(43) + "'";
    private static final String SKOLA = "skola: {key: 'tvarsyn-sender:" + "A".repeat(43) + "', feeds: [a]}";

    @TempDir
    private Path folder;

    private @Nullable ZoneSettings zone;

    private String problems(String... lines) throws IOException {
        Home home = new Home(folder, Path.of("."));
        Files.writeString(home.settingsFile(), String.join("\n", lines) + "\n");
        List<Problem> problems = new ArrayList<>();
        zone = TvarsynSettings.read(home, null, problems).zone();
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void readsBothEnds() throws IOException {
        assertThat(problems("zone:", "  role: sender", "  " + RECEIVER_KEY, "  url: https://lager.example.se/in"))
                .isEmpty();
        ZoneSettings sender = Objects.requireNonNull(zone);
        assertThat(sender.role()).isEqualTo(ZoneSettings.Role.SENDER);
        assertThat(sender.way()).containsEntry("url", "https://lager.example.se/in");
        assertThat(problems("zone:", "  role: receiver", "  directory: in", "  senders:", "    " + SKOLA))
                .isEmpty();
        assertThat(Objects.requireNonNull(zone).senders())
                .extracting(ZoneSettings.Sender::feeds)
                .containsExactly(List.of("a"));
        assertThat(problems("purpose: x")).isEmpty();
        assertThat(zone).isNull();
    }

    @Test
    void namesWhatIsMissingOrInTheWrongPlace() throws IOException {
        assertThat(problems("zone:", "  role: sender")).contains("needs receiver-key", "needs directory, sftp or url");
        assertThat(problems("zone:", "  role: sender", "  " + RECEIVER_KEY, "  directory: a", "  url: https://b"))
                .contains("names directory and url; keep one");
        assertThat(problems("zone:", "  role: sender", "  " + RECEIVER_KEY, "  directory: a", "  token-file: t"))
                .contains("token-file belongs to another way");
        assertThat(problems(
                        "warehouse: {url: 'http://lager.example.se:8123'}",
                        "zone:",
                        "  role: sender",
                        "  " + RECEIVER_KEY,
                        "  directory: a"))
                .contains("a sender must not reach the warehouse");
        assertThat(problems("zone:", "  role: receiver", "  url: https://b", "  " + RECEIVER_KEY))
                .contains("remove url", "receiver-key is a sender's");
        assertThat(problems("zone: {role: receiver, receiver-keys: x}")).contains("receiver-keys");
    }

    @Test
    void givesAFeedToOneSenderAndAKeyToOneName() throws IOException {
        String other = "andra: {key: 'tvarsyn-sender:" + "B".repeat(43) + "', feeds: [a]}";
        assertThat(problems("zone:", "  role: receiver", "  senders:", "    " + SKOLA, "    " + other))
                .contains("feed 'a' is sender 'skola's already");
        assertThat(problems(
                        "zone:",
                        "  role: receiver",
                        "  senders:",
                        "    " + SKOLA,
                        "    tredje" + SKOLA.substring(5).replace("[a]", "[b]")))
                .contains("has the key of sender 'skola'");
    }
}
