package se.tvarsyn.source;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where an SFTP folder is, and how to be let in.
 *
 * @param folder as the server knows it; relative to the account's own where the address begins with {@code /~/}
 * @param knownHosts the server's host key, in the form of OpenSSH's known_hosts
 * @param keyFile OpenSSH private key; null = by password
 * @param passphraseFile of the private key; null = it has none
 * @param passwordFile null = by key
 */
public record SftpAccount(
        String user,
        String host,
        int port,
        String folder,
        Path knownHosts,
        @Nullable Path keyFile,
        @Nullable Path passphraseFile,
        @Nullable Path passwordFile) {
    private static final int PORT = 22;
    private static final String OWN = "/~/";
    private static final String ADDRESS_RULE =
            "sftp must be sftp://user@host:port/folder, without a password, parameters or blanks";

    public SftpAccount {
        Objects.requireNonNull(knownHosts);
        if ((keyFile == null) == (passwordFile == null)) {
            throw new IllegalArgumentException("sftp needs either key-file or password-file");
        }
        if (passphraseFile != null && keyFile == null) {
            throw new IllegalArgumentException("passphrase-file goes with key-file");
        }
    }

    /**
     * @param settings of the feed's source in {@code tvarsyn.yaml}
     * @param inHome makes a path of the settings absolute
     * @throws IllegalArgumentException whose message names the setting and the mend, and quotes nothing
     */
    public static SftpAccount of(Map<String, String> settings, UnaryOperator<Path> inHome) {
        URI address = address(settings.getOrDefault("sftp", ""));
        Path knownHosts = path(settings, "known-hosts-file", inHome);
        if (knownHosts == null) {
            throw new IllegalArgumentException(
                    "sftp needs known-hosts-file: ask the server's owner for its host key, and write it there");
        }
        String folder = address.getPath();
        return new SftpAccount(
                address.getUserInfo(),
                address.getHost(),
                address.getPort() < 0 ? PORT : address.getPort(),
                folder.startsWith(OWN) ? folder.substring(OWN.length()) : folder,
                knownHosts,
                path(settings, "key-file", inHome),
                path(settings, "passphrase-file", inHome),
                path(settings, "password-file", inHome));
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text.strip());
            String user = address.getUserInfo();
            boolean isPlain = address.getQuery() == null && address.getFragment() == null;
            if ("sftp".equals(address.getScheme())
                    && address.getHost() != null
                    && user != null
                    && !user.isEmpty()
                    && user.indexOf(':') < 0
                    && address.getPath().length() > 1
                    && isPlain) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below, without the text: it may hold a password
        }
        throw new IllegalArgumentException(ADDRESS_RULE);
    }

    private static @Nullable Path path(Map<String, String> settings, String name, UnaryOperator<Path> inHome) {
        String text = settings.get(name);
        return text == null || text.isBlank() ? null : inHome.apply(Path.of(text));
    }
}
