package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.sftp.client.SftpErrorDataHandler;
import org.apache.sshd.sftp.client.SftpVersionSelector;
import org.apache.sshd.sftp.client.impl.DefaultCloseableHandle;
import org.apache.sshd.sftp.client.impl.DefaultSftpClient;
import org.apache.sshd.sftp.client.impl.SftpInputStreamAsync;
import org.apache.sshd.sftp.client.impl.SftpResponse;
import org.apache.sshd.sftp.client.impl.SftpStatus;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.apache.sshd.sftp.common.SftpHelper;
import org.jspecify.annotations.Nullable;

/**
 * SFTP version 3, which every server speaks, with the few requests that are needed here. MINA's own methods (2.19.0) log
 * paths and the server's words at DEBUG and TRACE, and put them into exceptions; paths hold names of files, and those may hold a
 * personnummer. Here a path goes into the request and nowhere else.
 */
final class UnloggedSftpClient extends DefaultSftpClient {
    private static final String UNNAMED = "file";
    private static final int READ_BUFFER = 32 * 1024;

    UnloggedSftpClient(ClientSession session) throws IOException {
        super(session, SftpVersionSelector.fixedVersionSelector(SftpConstants.SFTP_V3), SftpErrorDataHandler.EMPTY);
    }

    /** The entries of a folder, as {@code lstat} shows them. */
    List<DirEntry> entries(String folder) throws IOException {
        List<DirEntry> entries = new ArrayList<>();
        byte[] id = checkHandle(SftpConstants.SSH_FXP_OPENDIR, request(SftpConstants.SSH_FXP_OPENDIR, folder));
        try (CloseableHandle handle = new DefaultCloseableHandle(this, UNNAMED, id)) {
            for (List<DirEntry> some = readDir(handle, null); some != null; some = readDir(handle, null)) {
                entries.addAll(some);
            }
        }
        return entries;
    }

    /** Does not follow a symbolic link. */
    Attributes look(String path) throws IOException {
        return checkAttributes(SftpConstants.SSH_FXP_LSTAT, request(SftpConstants.SSH_FXP_LSTAT, path));
    }

    /** @param size what is asked for ahead ends there; more is read when there is more */
    InputStream reading(String path, long size) throws IOException {
        return new SftpInputStreamAsync(this, READ_BUFFER, 0, size, UNNAMED, handle(path, SftpConstants.SSH_FXF_READ));
    }

    void replace(String path, byte[] content) throws IOException {
        int flags = SftpConstants.SSH_FXF_WRITE | SftpConstants.SSH_FXF_CREAT | SftpConstants.SSH_FXF_TRUNC;
        try (CloseableHandle handle = handle(path, flags)) {
            write(handle, 0, content, 0, content.length);
        }
    }

    /** Writes a file of any size, one buffer at a time. */
    void replace(String path, InputStream content) throws IOException {
        int flags = SftpConstants.SSH_FXF_WRITE | SftpConstants.SSH_FXF_CREAT | SftpConstants.SSH_FXF_TRUNC;
        try (CloseableHandle handle = handle(path, flags)) {
            byte[] buffer = new byte[READ_BUFFER];
            long at = 0;
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                write(handle, at, buffer, 0, count);
                at += count;
            }
        }
    }

    /** Version 3 refuses where the new name is taken. */
    void moveFile(String from, String to) throws IOException {
        Buffer request =
                putReferencedName(SftpConstants.SSH_FXP_RENAME, request(SftpConstants.SSH_FXP_RENAME, from), to, 1);
        checkCommandStatus(SftpConstants.SSH_FXP_RENAME, request);
    }

    void deleteFile(String path) throws IOException {
        checkCommandStatus(SftpConstants.SSH_FXP_REMOVE, request(SftpConstants.SSH_FXP_REMOVE, path));
    }

    private CloseableHandle handle(String path, int flags) throws IOException {
        Buffer request = request(SftpConstants.SSH_FXP_OPEN, path);
        request.putInt(flags);
        request.putInt(0); // no attributes
        return new DefaultCloseableHandle(this, UNNAMED, checkHandle(SftpConstants.SSH_FXP_OPEN, request));
    }

    private Buffer request(int command, String path) {
        return putReferencedName(command, new ByteArrayBuffer(4 * path.length() + Long.SIZE, false), path, 0);
    }

    /** As MINA reads it, without the line that it logs of every entry, under the name of this class. */
    @Override
    protected @Nullable List<DirEntry> checkDirResponse(SftpResponse response, @Nullable AtomicReference<Boolean> isEnd)
            throws IOException {
        if (response.getType() == SftpConstants.SSH_FXP_STATUS) {
            SftpStatus status = SftpStatus.parse(response);
            if (status.getStatusCode() != SftpConstants.SSH_FX_EOF) {
                throwStatusException(response.getCmd(), response.getId(), status);
            }
            return null;
        }
        if (response.getType() != SftpConstants.SSH_FXP_NAME) {
            return handleUnknownDirListingPacket(response);
        }
        Buffer answer = response.getBuffer();
        int count = answer.getInt();
        if (count < 0 || count > answer.available()) {
            throw new IOException("a list that is longer than its answer");
        }
        List<DirEntry> entries = new ArrayList<>(count);
        AtomicInteger nameIndex = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            String name = getReferencedName(response.getCmd(), answer, nameIndex.getAndIncrement());
            String listed = getReferencedName(response.getCmd(), answer, nameIndex.getAndIncrement());
            Attributes attributes = readAttributes(response.getCmd(), answer, nameIndex);
            entries.add(new DirEntry(name, listed, SftpHelper.complete(attributes, listed)));
        }
        return entries;
    }

    /** Without the server's words: they may quote the path. */
    @Override
    protected void throwStatusException(int command, int id, SftpStatus status) throws IOException {
        throw new SftpException(status.getStatusCode(), "refused");
    }
}
