package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.loader.openssh.OpenSSHKeyPairResourceParser;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.jspecify.annotations.Nullable;

/** One connection to an SFTP server, with exactly the host keys and the login of the configuration. */
final class SftpConnection implements AutoCloseable {
    private final String feed;
    private final SftpAccount account;
    private final Duration connect;
    private final StrictHostKeys hostKeys;
    private final @Nullable KeyPair key;
    private final @Nullable String password;
    private final SshClient ssh;
    private @Nullable ClientSession session;
    private @Nullable UnloggedSftpClient sftp;

    private SftpConnection(
            String feed,
            SftpAccount account,
            Duration connect,
            Duration silence,
            StrictHostKeys hostKeys,
            @Nullable KeyPair key,
            @Nullable String password) {
        this.feed = feed;
        this.account = account;
        this.connect = connect;
        this.hostKeys = hostKeys;
        this.key = key;
        this.password = password;
        this.ssh = client(hostKeys, key != null, silence);
    }

    /** Reads the files of the login; nothing is sent yet. */
    static SftpConnection prepared(String feed, SftpAccount account, Duration connect, Duration silence)
            throws SourceUnreachable {
        StrictHostKeys hostKeys;
        try {
            hostKeys = new StrictHostKeys(account.knownHosts(), account.host(), account.port());
        } catch (IOException e) {
            throw failure(
                    feed,
                    "known-hosts-file cannot be read, or holds a line that is no host key; write the server's host"
                            + " key there, as its owner gives it");
        }
        Path keyFile = account.keyFile();
        KeyPair key = keyFile == null ? null : key(feed, keyFile, account.passphraseFile());
        String password =
                key != null ? null : secret(feed, "password-file", Objects.requireNonNull(account.passwordFile()));
        return new SftpConnection(feed, account, connect, silence, hostKeys, key, password);
    }

    private static KeyPair key(String feed, Path file, @Nullable Path passphraseFile) throws SourceUnreachable {
        FilePasswordProvider passphrase = passphraseFile == null
                ? FilePasswordProvider.EMPTY
                : FilePasswordProvider.of(secret(feed, "passphrase-file", passphraseFile));
        try (InputStream in = Files.newInputStream(file)) {
            for (KeyPair pair : OpenSSHKeyPairResourceParser.INSTANCE.loadKeyPairs(
                    null, NamedResource.ofName("key-file"), passphrase, in)) {
                return pair;
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Said below: messages of a parser may quote from the key.
        }
        throw failure(
                feed,
                "key-file cannot be read as an OpenSSH private key; make one with ssh-keygen, and name the passphrase-file"
                        + " where it has a passphrase");
    }

    private static String secret(String feed, String setting, Path file) throws SourceUnreachable {
        try {
            return Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException | java.io.UncheckedIOException e) {
            throw failure(feed, setting + " cannot be read; write the secret as its first line");
        }
    }

    private static SshClient client(StrictHostKeys hostKeys, boolean isByKey, Duration silence) {
        SshClient client = SshClient.setUpDefaultClient();
        // Nothing of ~/.ssh takes part: the configuration of the home says it all.
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setServerKeyVerifier(hostKeys);
        client.setUserAuthFactories(
                isByKey
                        ? List.of(UserAuthPublicKeyFactory.INSTANCE)
                        : List.of(UserAuthPasswordFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE));
        // A server has keys of several kinds and shows the one that is asked for first.
        List<NamedFactory<Signature>> signatures = new ArrayList<>(ClientBuilder.setUpDefaultSignatureFactories(false));
        signatures.sort(Comparator.comparing(s -> !hostKeys.names(s.getName())));
        client.setSignatureFactories(signatures);
        SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(client, silence);
        // Also the longest wait for an answer. A session that idles while its file is loaded is opened anew.
        CoreModuleProperties.IDLE_TIMEOUT.set(client, silence);
        CoreModuleProperties.CHANNEL_OPEN_TIMEOUT.set(client, silence);
        CoreModuleProperties.CHANNEL_CLOSE_TIMEOUT.set(client, Duration.ofSeconds(1));
        return client;
    }

    /** @throws IOException where it may go better next time, or where the login was refused */
    void open() throws SourceUnreachable, IOException {
        ssh.start();
        try {
            ClientSession connected = ssh.connect(account.user(), account.host(), account.port())
                    .verify(connect)
                    .getSession();
            session = connected;
            if (key != null) {
                connected.addPublicKeyIdentity(key);
            }
            if (password != null) {
                connected.addPasswordIdentity(password);
            }
            connected.auth().verify(connect);
            sftp = new UnloggedSftpClient(connected);
        } catch (IOException | IllegalStateException e) {
            String refusal = hostKeys.refusal();
            close();
            if (refusal != null) {
                throw failure(feed, "the server " + refusal);
            }
            // The second is what MINA says where the server hangs up while a channel is made.
            throw e instanceof IOException broken ? broken : new IOException("the session is closed");
        }
    }

    boolean isOpen() {
        return sftp != null && sftp.isOpen() && session != null && session.isOpen();
    }

    UnloggedSftpClient client() {
        return Objects.requireNonNull(sftp, "open first");
    }

    static SourceUnreachable failure(String feed, String whatAndMend) {
        int mend = whatAndMend.indexOf("; ");
        return new SourceUnreachable(
                feed, "sftp", null, whatAndMend.substring(0, mend), whatAndMend.substring(mend + 2));
    }

    @Override
    public void close() {
        // At once, and without asking the server: nothing is on its way.
        ssh.stop();
    }
}
