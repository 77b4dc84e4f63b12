package se.tvarsyn.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.pseudonymization.KeyEntries;
import se.tvarsyn.pseudonymization.KeyProvider;
import se.tvarsyn.pseudonymization.KeysUnreachable;
import se.tvarsyn.pseudonymization.WrongKey;

/**
 * Keys in one secret of Vault's key-value engine, version 2: each entry's bytes in base 64. Written with check-and-set, so
 * that of two writers one is refused. Vault keeps older versions of a secret; where a key is gone from the newest, they
 * are destroyed.
 */
public final class VaultSecret implements KeyProvider {
    private final Vault vault;
    private final String mount;
    private final String path;

    /** @param path of the secret below the mount */
    public VaultSecret(Vault vault, String mount, String path) {
        this.vault = vault;
        this.mount = mount;
        this.path = path;
    }

    @Override
    public String shown() {
        return "secret " + mount + "/" + path + " in Vault";
    }

    @Override
    public String backedUp() {
        return shown();
    }

    @Override
    public List<Path> files() {
        return List.of();
    }

    @Override
    public boolean isThere() {
        return read() != null;
    }

    @Override
    public @Nullable KeyEntries read() {
        Vault.Answer answer = vault.ask(mount + "/data/" + path, null);
        if (answer.status() == 404) {
            return null;
        }
        JsonNode data = answer.body().path("data");
        JsonNode version = data.path("metadata").path("version");
        if (!answer.isGood() || !data.path("data").isObject() || !version.isIntegralNumber()) {
            throw new WrongKey(shown() + ": is no secret of a key-value engine of version 2: see to keys.mount and"
                    + " keys.path");
        }
        Map<String, byte[]> entries = new HashMap<>();
        Iterator<Map.Entry<String, JsonNode>> fields = data.path("data").fields();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            try {
                entries.put(
                        field.getKey(),
                        Base64.getDecoder().decode(field.getValue().asText()));
            } catch (IllegalArgumentException e) {
                // Without its cause: that quotes from the key.
                throw new WrongKey(shown() + ": holds something else than keys: name a path of this home's own");
            }
        }
        return new KeyEntries(entries, Map.of(), version.asLong());
    }

    @Override
    public void replace(@Nullable KeyEntries before, SortedMap<String, byte[]> next) {
        ObjectNode body = Vault.object();
        // 0: only where there is none, not even a deleted one.
        body.putObject("options").put("cas", before == null ? 0 : before.revision());
        ObjectNode data = body.putObject("data");
        next.forEach((alias, bytes) -> data.put(alias, Base64.getEncoder().encodeToString(bytes)));
        Vault.Answer answer = vault.ask(mount + "/data/" + path, body);
        if (answer.says("check-and-set")) {
            throw new WrongKey(shown() + ": "
                    + (before == null
                            ? "there is one already, or one was deleted there: name a path of this home's own"
                            : "somebody else has changed it meanwhile: run the command again"));
        }
        if (!answer.isGood() || !answer.body().path("data").path("version").isIntegralNumber()) {
            throw new WrongKey(shown() + ": cannot be written (" + answer.status()
                    + "): let keys.mount name a key-value engine of version 2");
        }
        if (before != null && isAnythingGone(before.bytes(), next)) {
            destroyUpTo(before.revision());
        }
    }

    private static boolean isAnythingGone(Map<String, byte[]> before, Map<String, byte[]> next) {
        return before.entrySet().stream().anyMatch(entry -> !Arrays.equals(entry.getValue(), next.get(entry.getKey())));
    }

    private void destroyUpTo(long last) {
        ObjectNode body = Vault.object();
        ArrayNode versions = body.putArray("versions");
        for (long version = 1; version <= last; version++) {
            versions.add(version);
        }
        String mend = shown()
                + ": is written, but its older versions are not destroyed, and a key that is gone from the"
                + " newest is still in them; destroy versions 1 to " + last + " with 'vault kv destroy', and let the"
                + " token's policy allow update on " + mount + "/destroy/" + path;
        try {
            if (vault.ask(mount + "/destroy/" + path, body).isGood()) {
                return;
            }
        } catch (KeysUnreachable e) {
            throw new KeysUnreachable(mend);
        }
        throw new KeysUnreachable(mend);
    }
}
