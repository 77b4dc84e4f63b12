package se.tvarsyn.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a home's keys lie ({@code keys} in tvarsyn.yaml).
 *
 * @param way how Vault is reached, by the names that a source's settings have; empty for {@link Provider#PKCS12}
 * @param mount where the secrets or transit engine is mounted in Vault
 * @param name path of the secret, or name of the key-encryption key; empty for {@link Provider#PKCS12}
 */
public record KeySettings(Provider provider, Map<String, String> way, String mount, String name) {
    private static final Set<String> OWN = Set.of("provider", "mount", "path", "key");

    /** The kinds of places. */
    public enum Provider {
        /** A file that its password beside it opens. */
        PKCS12(null, ""),
        /** A file that Vault opens: its transit engine holds the key-encryption key. */
        TINK("key", "transit"),
        /** A secret in Vault's key-value engine; no file. */
        VAULT("path", "secret");

        private final @Nullable String named;
        private final String mount;

        /** @param named the setting that names the secret or the key */
        Provider(@Nullable String named, String mount) {
            this.named = named;
            this.mount = mount;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public KeySettings {
        Objects.requireNonNull(provider);
        Objects.requireNonNull(mount);
        Objects.requireNonNull(name);
        way = Map.copyOf(way);
    }

    /** The default: a file and its password in the home. */
    public static KeySettings pkcs12() {
        return new KeySettings(Provider.PKCS12, Map.of(), "", "");
    }

    /** Reads {@code keys} of a file that the schema has been held against. */
    static KeySettings of(YamlDocument yaml, List<Problem> problems) {
        JsonNode keys = yaml.root().path("keys");
        Provider provider =
                Provider.valueOf(keys.path("provider").asText("pkcs12").toUpperCase(Locale.ROOT));
        Map<String, String> way = new LinkedHashMap<>();
        keys.fields().forEachRemaining(setting -> {
            if (!OWN.contains(setting.getKey())) {
                way.put(setting.getKey(), setting.getValue().asText());
            }
        });
        check(provider, keys, yaml, problems);
        if (provider != Provider.PKCS12
                && "receiver".equals(yaml.root().path("zone").path("role").asText())) {
            problem("", "a receiver holds no key of a token; remove keys", yaml, problems);
        }
        return new KeySettings(
                provider,
                way,
                keys.path("mount").asText(provider.mount),
                provider.named == null ? "" : keys.path(provider.named).asText(""));
    }

    private static void check(Provider provider, JsonNode keys, YamlDocument yaml, List<Problem> problems) {
        Set<String> wanted = provider.named == null ? Set.of() : Set.of("url", "token-file", provider.named);
        for (String name : new TreeSet<>(wanted)) {
            if (!keys.hasNonNull(name)) {
                problem("", "provider: " + provider + " needs " + name + "; add it", yaml, problems);
            }
        }
        keys.fieldNames().forEachRemaining(name -> {
            boolean isOfAnother = (name.equals("key") || name.equals("path")) && !name.equals(provider.named);
            if (!name.equals("provider") && (provider == Provider.PKCS12 || isOfAnother)) {
                problem(name, name + " is of no use with provider: " + provider + "; remove it", yaml, problems);
            }
        });
        if (keys.hasNonNull("url") && !SourceRules.isSafe(keys.path("url").asText())) {
            problem(
                    "url",
                    "url must be https://host:port, without user, password or parameters (http only on this machine)",
                    yaml,
                    problems);
        }
        if (keys.hasNonNull("trust-password-file") && !keys.hasNonNull("trust-file")) {
            problem("trust-password-file", "trust-password-file needs trust-file; add it", yaml, problems);
        }
    }

    private static void problem(String setting, String what, YamlDocument yaml, List<Problem> problems) {
        String at = "/keys" + (setting.isEmpty() ? "" : "/" + setting);
        problems.add(new Problem(yaml.file(), yaml.lineOf(at), "keys: " + what));
    }
}
