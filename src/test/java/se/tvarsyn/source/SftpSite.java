package se.tvarsyn.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;

/** A real SFTP server on loopback over a folder, with a key pair for its host and one for its only user. */
public final class SftpSite implements AutoCloseable {
    public static final String USER = "hamtare";
    static final String PASSWORD = "losenTill_SFTP";
    static final String PASSPHRASE = "frasTill_nyckel";

    private final Path folder;
    private final Path secrets;
    private final KeyPair client = drawn();
    private final SshServer server;
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicReference<@Nullable Meddling> meddling = new AtomicReference<>();
    private KeyPair host = drawn();

    /** What somebody does on the server while a request is answered; an exception refuses it. */
    interface Meddling {
        void on(String request, Path file) throws IOException;
    }

    /** @param secrets where the files of the login are written */
    public SftpSite(Path folder, Path secrets) throws IOException {
        this.folder = Files.createDirectories(folder);
        Files.createDirectories(folder.resolve("in"));
        this.secrets = Files.createDirectories(secrets);
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(session -> List.of(host));
        server.setFileSystemFactory(new VirtualFileSystemFactory(this.folder));
        server.setPasswordAuthenticator((user, password, session) -> {
            logins.incrementAndGet();
            return USER.equals(user) && PASSWORD.equals(password);
        });
        server.setPublickeyAuthenticator((user, key, session) -> {
            logins.incrementAndGet();
            return USER.equals(user) && KeyUtils.compareKeys(key, client.getPublic());
        });
        SftpSubsystemFactory sftp = new SftpSubsystemFactory();
        sftp.addSftpEventListener(new Listening());
        server.setSubsystemFactories(List.of(sftp));
        server.start();
        Files.writeString(this.secrets.resolve("password"), PASSWORD + "\n");
        Files.writeString(this.secrets.resolve("passphrase"), PASSPHRASE + "\n");
        writeKey("id", client, null);
        writeKey("id-locked", client, PASSPHRASE);
        writeKey("id-other", drawn(), null);
        trust(server.getPort());
    }

    private static KeyPair drawn() {
        try {
            return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void writeKey(String name, KeyPair pair, @Nullable String passphrase) throws IOException {
        OpenSSHKeyEncryptionContext lock = null;
        if (passphrase != null) {
            lock = new OpenSSHKeyEncryptionContext();
            lock.setPassword(passphrase);
            lock.setCipherName("AES");
            lock.setCipherType("256");
            lock.setCipherMode("CTR");
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (OutputStream out = text) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", lock, out);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        Files.write(secrets.resolve(name), text.toByteArray());
    }

    /** Writes the host key of now into known_hosts, for a port: the server's own, or that of something in between. */
    void trust(int port) throws IOException {
        StringBuilder line = new StringBuilder("[127.0.0.1]:" + port + " ");
        PublicKeyEntry.appendPublicKeyEntry(line, host.getPublic());
        Files.writeString(knownHosts(), line + "\n");
    }

    Path knownHosts() {
        return secrets.resolve("known_hosts");
    }

    /** From now on the server is another one. */
    void drawNewHostKey() {
        host = drawn();
    }

    void meddle(@Nullable Meddling with) {
        meddling.set(with);
    }

    /** The server goes down, for good, when this file is opened. */
    public void closeAfterOpening(String name) {
        meddle((request, file) -> {
            if (request.equals("open") && file.endsWith(name)) {
                server.close(true);
            }
        });
    }

    /** How often somebody tried to be let in. */
    int logins() {
        return logins.get();
    }

    int port() {
        return server.getPort();
    }

    /** The folder that {@link #settings} name. */
    public Path inbox() {
        return folder.resolve("in");
    }

    /** Settings of the source, by key. */
    public Map<String, String> settings(String... others) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "sftp", "sftp://" + USER + "@127.0.0.1:" + port() + "/in",
                "known-hosts-file", knownHosts().toString(),
                "key-file", secrets.resolve("id").toString()));
        for (int i = 0; i < others.length; i += 2) {
            settings.put(others[i], others[i + 1]);
        }
        return settings;
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private final class Listening implements SftpEventListener {
        @Override
        public void opening(ServerSession session, String remoteHandle, Handle localHandle) throws IOException {
            tell("open", localHandle);
        }

        @Override
        public void reading(
                ServerSession session,
                String remoteHandle,
                FileHandle file,
                long offset,
                byte[] data,
                int at,
                int length)
                throws IOException {
            tell("read", file);
        }

        @Override
        public void writing(
                ServerSession session,
                String remoteHandle,
                FileHandle file,
                long offset,
                byte[] data,
                int at,
                int length)
                throws IOException {
            tell("write", file);
        }

        @Override
        public void removing(ServerSession session, Path path, boolean isDirectory) throws IOException {
            tell("remove", path);
        }

        private void tell(String request, Handle handle) throws IOException {
            tell(request, handle.getFile());
        }

        private void tell(String request, Path file) throws IOException {
            Meddling now = meddling.get();
            if (now != null) {
                now.on(request, folder.resolve(file.toString().replaceFirst("^/+", "")));
            }
        }
    }
}
