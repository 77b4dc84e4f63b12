package se.tvarsyn.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which end of two zones a home is, and the way between them.
 *
 * @param receiverKey sender: public key of the home that batches are made for; null in a receiver
 * @param way where batches go to or come from, by the names that a source's settings have
 * @param senders receiver: whose batches are taken
 */
public record ZoneSettings(Role role, @Nullable String receiverKey, Map<String, String> way, List<Sender> senders) {
    private static final Set<String> OWN = Set.of("role", "receiver-key", "senders");
    /** What a way over HTTPS has and another has not. */
    private static final Set<String> OF_HTTPS = Set.of(
            "method",
            "auth",
            "token-file",
            "header-files",
            "client-certificate-file",
            "client-certificate-password-file",
            "trust-file",
            "trust-password-file",
            "proxy",
            "connect-timeout-seconds",
            "read-timeout-seconds",
            "tries");

    private static final Set<String> OF_SFTP =
            Set.of("known-hosts-file", "key-file", "passphrase-file", "password-file");

    /** Which end. */
    public enum Role {
        /** Makes tokens and sends them; reaches no warehouse. */
        SENDER,
        /** Loads what others made; holds no key of a token. */
        RECEIVER
    }

    /**
     * A sender whose batches are taken.
     *
     * @param name as this home calls it
     * @param key its public key, as {@code zone keys} prints it there
     */
    public record Sender(String name, String key, List<String> feeds) {
        public Sender {
            Objects.requireNonNull(name);
            Objects.requireNonNull(key);
            feeds = List.copyOf(feeds);
        }
    }

    public ZoneSettings {
        Objects.requireNonNull(role);
        way = Map.copyOf(way);
        senders = List.copyOf(senders);
    }

    /** @param zone the part of the file; the schema has been held against it */
    static ZoneSettings of(JsonNode zone, boolean hasServer, YamlDocument yaml, List<Problem> problems) {
        Role role = Role.valueOf(zone.path("role").asText().toUpperCase(Locale.ROOT));
        Map<String, String> way = new LinkedHashMap<>();
        zone.fields().forEachRemaining(setting -> {
            if (setting.getKey().equals("header-files")) {
                setting.getValue()
                        .fields()
                        .forEachRemaining(h -> way.put(
                                "header-files." + h.getKey(), h.getValue().asText()));
            } else if (!OWN.contains(setting.getKey())) {
                way.put(setting.getKey(), setting.getValue().asText());
            }
        });
        List<Sender> senders = new ArrayList<>();
        zone.path("senders").fields().forEachRemaining(sender -> {
            List<String> feeds = new ArrayList<>();
            sender.getValue().path("feeds").forEach(feed -> feeds.add(feed.asText()));
            senders.add(
                    new Sender(sender.getKey(), sender.getValue().path("key").asText(), feeds));
        });
        String key = zone.hasNonNull("receiver-key") ? zone.path("receiver-key").asText() : null;
        ZoneSettings settings = new ZoneSettings(role, key, way, senders);
        settings.check(hasServer, yaml, problems);
        return settings;
    }

    private void check(boolean hasServer, YamlDocument yaml, List<Problem> problems) {
        Set<String> ways = new TreeSet<>(Set.of("directory", "sftp", "url"));
        ways.retainAll(way.keySet());
        if (ways.size() > 1) {
            problem("", "names " + String.join(" and ", ways) + "; keep one", yaml, problems);
        }
        for (String name : new TreeSet<>(way.keySet())) {
            String setting = name.replaceFirst("\\..*", "");
            if ((OF_HTTPS.contains(setting) && !way.containsKey("url"))
                    || (OF_SFTP.contains(setting) && !way.containsKey("sftp"))) {
                problem(
                        setting,
                        setting + " belongs to another way than the one that is named; remove it",
                        yaml,
                        problems);
            }
        }
        if (role == Role.SENDER) {
            checkSender(ways.isEmpty(), hasServer, yaml, problems);
        } else {
            checkReceiver(yaml, problems);
        }
    }

    private void checkSender(boolean hasNoWay, boolean hasServer, YamlDocument yaml, List<Problem> problems) {
        if (receiverKey == null) {
            problem(
                    "",
                    "a sender needs receiver-key: the line that './tvarsyn zone keys' prints at the receiver",
                    yaml,
                    problems);
        }
        if (hasNoWay) {
            problem("", "a sender needs directory, sftp or url: where batches go", yaml, problems);
        }
        for (String name : List.of("after", "settle-seconds")) {
            if (way.containsKey(name)) {
                problem(name, name + " is a receiver's; remove it", yaml, problems);
            }
        }
        if (!senders.isEmpty()) {
            problem("senders", "senders are a receiver's; remove them, or let role be receiver", yaml, problems);
        }
        if (hasServer) {
            problem("role", "a sender must not reach the warehouse; remove warehouse.url", yaml, problems);
        }
    }

    private void checkReceiver(YamlDocument yaml, List<Problem> problems) {
        if (receiverKey != null) {
            problem("receiver-key", "receiver-key is a sender's; remove it, or let role be sender", yaml, problems);
        }
        if (way.containsKey("url")) {
            problem("url", "a receiver takes batches from a directory or by sftp; remove url", yaml, problems);
        }
        Map<String, String> owners = new TreeMap<>();
        Map<String, String> keys = new TreeMap<>();
        for (Sender sender : senders) {
            String other = keys.put(sender.key(), sender.name());
            if (other != null) {
                problem(
                        "senders/" + sender.name(),
                        "has the key of sender '" + other + "'; each has one of its own",
                        yaml,
                        problems);
            }
            for (String feed : sender.feeds()) {
                String owner = owners.put(feed, sender.name());
                if (owner != null) {
                    // Rows, order and claims go by feed: two senders of one would take back each other's rows.
                    problem(
                            "senders/" + sender.name() + "/feeds",
                            "feed '" + feed + "' is sender '" + owner
                                    + "'s already; a second source of the same kind is"
                                    + " a feed of its own (./tvarsyn init --feed NAME at the sender)",
                            yaml,
                            problems);
                }
            }
        }
    }

    private static void problem(String setting, String what, YamlDocument yaml, List<Problem> problems) {
        String at = setting.isEmpty() ? "/zone" : "/zone/" + setting;
        problems.add(new Problem(yaml.file(), yaml.lineOf(at), "zone: " + what));
    }
}
