package se.tvarsyn.source;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one feed's settings and keeps every problem. Which settings go together is checked where tvarsyn.yaml is read,
 * with its lines; here it is checked again as far as a connection would otherwise be another than was meant.
 */
final class ConnectionSettings {
    private static final String HEADER_FILES = "header-files.";

    private final Map<String, String> settings;
    private final Path home;
    private final List<String> problems = new ArrayList<>();

    /**
     * @param settings by name; of the mapping {@code header-files} each entry as {@code header-files.<Name>}
     * @param home paths of files are relative to it
     */
    ConnectionSettings(Map<String, String> settings, Path home) {
        this.settings = Map.copyOf(settings);
        this.home = home;
    }

    List<String> problems() {
        return problems;
    }

    @Nullable
    String text(String name) {
        String value = settings.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** A setting that others make necessary; its absence is a problem, and said. */
    @Nullable
    String required(String name) {
        String value = text(name);
        if (value == null) {
            problems.add(name + " is missing; add it");
        }
        return value;
    }

    /**
     * A whole number from 1.
     *
     * @param most the largest allowed
     * @param otherwise without the setting; may be 0 for "none"
     */
    int number(String name, int most, int otherwise) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        problems.add(name + " must be a whole number from 1 to " + most);
        return otherwise;
    }

    Duration seconds(String name, int most, int otherwise) {
        return Duration.ofSeconds(number(name, most, otherwise));
    }

    /**
     * An address that secrets and records may travel to: https, or http on this machine.
     *
     * @return null where it is missing or no such address
     */
    @Nullable
    URI address(String name) {
        String text = required(name);
        if (text == null) {
            return null;
        }
        try {
            URI url = URI.create(text);
            boolean isPlain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
            if (isPlain && url.getHost() != null && isSafe(url)) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // said below, without the text: it may hold a password
        }
        problems.add(
                name + " must be https://host/path, without user, password or parameters (http only on this machine)");
        return null;
    }

    private static boolean isSafe(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        boolean isHere = host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
        return "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && isHere);
    }

    /** @return null without the setting */
    @Nullable
    InetSocketAddress hostAndPort(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.matches("[A-Za-z0-9.-]+") && port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65_535) {
            return InetSocketAddress.createUnresolved(host, Integer.parseInt(port));
        }
        problems.add(name + " must be host:port");
        return null;
    }

    /** @return null without the setting, or where there is no such file */
    @Nullable
    Path file(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        Path file = home.resolve(text);
        if (Files.isReadable(file)) {
            return file;
        }
        problems.add(name + " names a file that cannot be read; make it");
        return null;
    }

    /** @return null without the setting, or where its file cannot be used, which is said */
    @Nullable
    SecretFile secret(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        SecretFile secret = new SecretFile(name, home.resolve(text));
        try {
            secret.read();
            return secret;
        } catch (SecretFile.Unreadable e) {
            problems.add(e.what());
            return null;
        }
    }

    /** @return null as {@link #secret} does */
    char @Nullable [] password(String name) {
        SecretFile secret = secret(name);
        try {
            return secret == null ? null : secret.read().toCharArray();
        } catch (SecretFile.Unreadable e) {
            problems.add(e.what());
            return null;
        }
    }

    /** Header name to its secret. */
    Map<String, SecretFile> headerSecrets() {
        Map<String, SecretFile> headers = new TreeMap<>();
        for (String name : settings.keySet()) {
            SecretFile secret = name.startsWith(HEADER_FILES) ? secret(name) : null;
            if (secret != null) {
                headers.put(name.substring(HEADER_FILES.length()), secret);
            }
        }
        return headers;
    }
}
