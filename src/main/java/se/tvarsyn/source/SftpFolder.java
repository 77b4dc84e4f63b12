package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;

/**
 * A folder on an SFTP server. Connects when it is first needed and again where the connection breaks; a file whose reading
 * breaks is read from its first byte again, three times in all. Messages hold no address, no path and no words of the
 * server.
 */
public final class SftpFolder extends FileSource {
    private static final int TRIES = 3;
    private static final String PART = ".part";

    private final String feed;
    private final SftpAccount account;
    private final Duration connect;
    private final Duration silence;
    private final Duration backoff;
    private final Pause pause;
    private @Nullable SftpConnection connection;

    /**
     * @param connect the longest wait for a connection, and again for being let in
     * @param silence the longest wait for an answer
     * @param backoff wait before the second try, doubled before the third
     */
    public SftpFolder(
            String feed, SftpAccount account, Duration connect, Duration silence, Duration backoff, Pause pause) {
        this.feed = feed;
        this.account = account;
        this.connect = connect;
        this.silence = silence;
        this.backoff = backoff;
        this.pause = pause;
    }

    @Override
    List<SeenFile> list() throws SourceUnreachable {
        try {
            return trying(sftp -> sftp.entries(account.folder())).stream()
                    .filter(e -> e.getAttributes().isRegularFile())
                    .map(e -> seen(e.getFilename(), e.getAttributes()))
                    .toList();
        } catch (FileRefused e) {
            throw failure("the folder cannot be listed: it " + e.getMessage());
        }
    }

    @Override
    @Nullable
    SeenFile look(String name) throws SourceUnreachable, FileRefused {
        Optional<SeenFile> seen = trying(sftp -> {
            try {
                return Optional.of(sftp.look(path(name)))
                        .filter(SftpClient.Attributes::isRegularFile)
                        .map(attributes -> seen(name, attributes));
            } catch (SftpException e) {
                if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                    return Optional.empty();
                }
                throw e;
            }
        });
        return seen.orElse(null);
    }

    private static SeenFile seen(String name, SftpClient.Attributes attributes) {
        Instant modified = attributes.getModifyTime() == null
                ? Instant.EPOCH
                : attributes.getModifyTime().toInstant();
        return new SeenFile(name, attributes.getSize(), modified);
    }

    @Override
    void read(String name, Reading reading) throws SourceUnreachable, FileRefused {
        trying(sftp -> {
            SftpClient.Attributes attributes = sftp.look(path(name));
            if (!attributes.isRegularFile()) {
                throw FileRefused.because("is no file any more", "ask the sender");
            }
            try (InputStream in = sftp.reading(path(name), attributes.getSize())) {
                reading.take(in);
            }
            return name;
        });
    }

    @Override
    void write(String name, byte[] content) throws SourceUnreachable, FileRefused {
        trying(sftp -> {
            sftp.replace(path(name), content);
            return name;
        });
    }

    /** An answer may be lost after its request was done: what is there in full is there. */
    @Override
    void store(String name, Path file) throws SourceUnreachable, FileRefused {
        trying(sftp -> {
            if (isThere(sftp, path(name), Files.size(file))) {
                return name;
            }
            try (InputStream in = Files.newInputStream(file)) {
                sftp.replace(path(name + PART), in);
            }
            sftp.moveFile(path(name + PART), path(name));
            return name;
        });
    }

    private static boolean isThere(UnloggedSftpClient sftp, String path, long size) throws IOException {
        try {
            return sftp.look(path).getSize() == size;
        } catch (SftpException e) {
            if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                return false;
            }
            throw e;
        }
    }

    @Override
    void delete(String name) throws SourceUnreachable, FileRefused {
        trying(sftp -> {
            try {
                sftp.deleteFile(path(name));
            } catch (SftpException e) {
                if (e.getStatus() != SftpConstants.SSH_FX_NO_SUCH_FILE) {
                    throw e;
                }
            }
            return name;
        });
    }

    private String path(String name) {
        return account.folder().endsWith("/") ? account.folder() + name : account.folder() + "/" + name;
    }

    /** Its clock is the server's. */
    @Override
    boolean sharesOurClock() {
        return false;
    }

    private <T> T trying(Request<T> request) throws SourceUnreachable, FileRefused {
        for (int attempt = 1; ; attempt++) {
            try {
                return request.of(connected());
            } catch (SftpException e) {
                if (!isConnectionGone(e.getStatus())) {
                    throw refused(e.getStatus());
                }
            } catch (IOException e) {
                // Its message may quote an address or a path: what is told is said here.
                if (isLoginRefused(e)) {
                    throw loginRefused();
                }
            }
            close();
            if (attempt == TRIES) {
                throw failure("no connection, or it broke, " + TRIES
                        + " times; see that address and port are right and the server is up");
            }
            waitBefore(attempt);
        }
    }

    private UnloggedSftpClient connected() throws SourceUnreachable, IOException {
        SftpConnection open = connection;
        if (open == null || !open.isOpen()) {
            close();
            open = SftpConnection.prepared(feed, account, connect, silence);
            connection = open;
            open.open();
        }
        return open.client();
    }

    private void waitBefore(int attempt) throws SourceUnreachable {
        try {
            pause.of(backoff.multipliedBy(1L << (attempt - 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("the pick-up was stopped; run it again");
        }
    }

    private static boolean isConnectionGone(int status) {
        return status == SftpConstants.SSH_FX_CONNECTION_LOST || status == SftpConstants.SSH_FX_NO_CONNECTION;
    }

    private static boolean isLoginRefused(IOException e) {
        return e instanceof SshException ssh
                && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE;
    }

    private SourceUnreachable loginRefused() {
        close();
        return failure(
                account.keyFile() == null
                        ? "the server does not accept user and password; renew the password in password-file"
                        : "the server does not accept user and key; ask its owner to allow the public half of key-file");
    }

    private static FileRefused refused(int status) {
        if (status == SftpConstants.SSH_FX_NO_SUCH_FILE) {
            return FileRefused.because("is not there", "ask the server's owner or the sender");
        }
        if (status == SftpConstants.SSH_FX_PERMISSION_DENIED) {
            return FileRefused.because(
                    "is not allowed to this account",
                    "ask the server's owner for the right to read, and to write unless files are kept");
        }
        return FileRefused.because("is refused by the server (SFTP status " + status + ")", "ask its owner");
    }

    private SourceUnreachable failure(String whatAndMend) {
        return SftpConnection.failure(feed, whatAndMend);
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private interface Request<T> {
        T of(UnloggedSftpClient sftp) throws IOException, FileRefused;
    }
}
