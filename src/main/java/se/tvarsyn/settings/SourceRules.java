package se.tvarsyn.settings;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which settings of a source go together. Shows no value: an address may hold a password. */
final class SourceRules {
    /** Settings that belong to one way of showing who asks, and to no other. */
    private static final Map<String, List<String>> OWN = Map.of(
            "bearer", List.of("token-file"),
            "oauth2", List.of("oauth2-token-url", "oauth2-client-id", "oauth2-client-secret-file", "oauth2-scope"),
            "api-key", List.of("key-file"));

    private static final Set<String> OPTIONAL = Set.of("oauth2-scope", "key-file");

    /** A setting that is of no use, and surely a slip, without the other. */
    private static final Map<String, List<String>> NEEDS = Map.of(
            "client-certificate-file", List.of("client-certificate-password-file"),
            "client-certificate-password-file", List.of("client-certificate-file"),
            "trust-password-file", List.of("trust-file"),
            "auth", List.of("url"));

    private final String feed;
    private final Set<String> named = new TreeSet<>();
    private final YamlDocument yaml;
    private final List<Problem> problems;

    private SourceRules(String feed, Map<String, String> settings, YamlDocument yaml, List<Problem> problems) {
        this.feed = feed;
        this.yaml = yaml;
        this.problems = problems;
        settings.keySet().forEach(name -> named.add(name.replaceFirst("\\..*", "")));
    }

    /** @param settings as {@link TvarsynSettings#source} gives them */
    static void check(String feed, Map<String, String> settings, YamlDocument yaml, List<Problem> problems) {
        SourceRules rules = new SourceRules(feed, settings, yaml, problems);
        for (String name : List.of("url", "oauth2-token-url")) {
            String address = settings.get(name);
            if (address != null && !isSafe(address)) {
                rules.problem(
                        name,
                        name + " must be https://host/path, without user, password or parameters"
                                + " (http only on this machine)");
            }
        }
        for (String name : new TreeSet<>(NEEDS.keySet())) {
            for (String other : NEEDS.getOrDefault(name, List.of())) {
                if (rules.named.contains(name) && !rules.named.contains(other)) {
                    rules.problem(name, name + " needs " + other + "; add it");
                }
            }
        }
        List<String> ways =
                FeedTimes.WAYS.stream().filter(rules.named::contains).toList();
        if (ways.size() > 1) {
            rules.problem(ways.get(1), "names " + String.join(" and ", ways) + "; keep one");
        }
        rules.checkAuth(settings.get("auth"));
    }

    private void checkAuth(@Nullable String auth) {
        Set<String> meant = new TreeSet<>();
        OWN.forEach((way, own) -> {
            if (own.stream().anyMatch(named::contains)) {
                meant.add(way);
            }
        });
        if (auth == null && meant.size() > 1) {
            problem("", "names settings of " + String.join(" and ", meant) + "; keep those of one");
            return;
        }
        if (auth != null) {
            meant.remove(auth);
            for (String other : meant) {
                for (String name : OWN.getOrDefault(other, List.of())) {
                    if (named.contains(name)) {
                        problem(
                                name,
                                name + " is a setting of auth: " + other + ", and auth is " + auth + "; remove one");
                    }
                }
            }
        }
        String way = auth == null ? String.join("", meant) : auth;
        for (String name : OWN.getOrDefault(way, List.of())) {
            if (!OPTIONAL.contains(name) && !named.contains(name)) {
                problem(auth == null ? "" : "auth", "auth: " + way + " needs " + name + "; add it");
            }
        }
        if (way.equals("api-key") && !named.contains("header-files") && !named.contains("key-file")) {
            problem("auth", "auth: api-key needs header-files or key-file; add one");
        }
    }

    private void problem(String setting, String what) {
        String at = "/sources/" + feed + (setting.isEmpty() ? "" : "/" + setting);
        problems.add(new Problem(yaml.file(), yaml.lineOf(at), "sources." + feed + ": " + what));
    }

    /** Secrets and records travel there: https, or http that does not leave this machine. */
    static boolean isSafe(String address) {
        try {
            URI url = URI.create(address.strip());
            if (url.getHost() == null
                    || url.getRawUserInfo() != null
                    || url.getRawQuery() != null
                    || url.getRawFragment() != null) {
                return false;
            }
            String host = url.getHost().toLowerCase(Locale.ROOT);
            boolean isHere = host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
            return "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && isHere);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
