package se.tvarsyn.source;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.jspecify.annotations.Nullable;

/**
 * The host keys that the known-hosts file names for one server, hashed host names and ports among them; no other is
 * accepted, none is learnt, and the file is never written.
 */
final class StrictHostKeys implements ServerKeyVerifier {
    private final List<PublicKey> known = new ArrayList<>();
    private final List<PublicKey> revoked = new ArrayList<>();
    private final Set<String> types = new HashSet<>();
    private volatile @Nullable String refusal;

    /** @throws IOException where the file cannot be read or holds a line that is none; its message quotes the line */
    StrictHostKeys(Path file, String host, int port) throws IOException {
        try {
            for (KnownHostEntry entry : KnownHostEntry.readKnownHostEntries(file)) {
                if (entry.isHostMatch(host, port)) {
                    add(entry);
                }
            }
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException("a line is no host key");
        }
    }

    private void add(KnownHostEntry entry) throws IOException, GeneralSecurityException {
        String marker = entry.getMarker();
        if (marker != null && !marker.equals("revoked")) {
            // @cert-authority: certificates of hosts are not read.
            return;
        }
        PublicKey key = entry.getKeyEntry().resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.IGNORING);
        if (key != null && marker != null) {
            revoked.add(key);
        } else if (key != null) {
            known.add(key);
            types.add(entry.getKeyEntry().getKeyType());
        }
    }

    /** Whether the file names a key of this algorithm, so that the server should be asked for that one first. */
    boolean names(String signature) {
        return types.contains(signature.startsWith("rsa-sha2-") ? "ssh-rsa" : signature);
    }

    /** Why the server was refused: what, and the mend; null where it was not. */
    @Nullable
    String refusal() {
        return refusal;
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey key) {
        if (revoked.stream().anyMatch(k -> KeyUtils.compareKeys(k, key))) {
            refusal = "offers a host key that known-hosts-file calls revoked; ask its owner what happened";
        } else if (known.stream().anyMatch(k -> KeyUtils.compareKeys(k, key))) {
            return true;
        } else if (known.isEmpty()) {
            refusal = "offers a host key (" + KeyUtils.getFingerPrint(key)
                    + ") and known-hosts-file names none for this host and port; ask its owner for the"
                    + " fingerprint, and add the key when they agree";
        } else {
            refusal = "offers another host key (" + KeyUtils.getFingerPrint(key)
                    + ") than known-hosts-file names: it was replaced, or somebody stands in between; ask its owner"
                    + " before you change the file";
        }
        return false;
    }
}
