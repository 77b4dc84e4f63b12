package se.tvarsyn.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Vault's transit engine as Tink's key management service: {@code hcvault:///<mount>/keys/<key>}, without a host, for that
 * is the configuration's. The key never leaves Vault.
 */
public final class VaultTransit implements KmsClient {
    private static final Pattern KEY_URI = Pattern.compile("hcvault:///([\\w/-]+)/keys/([\\w-]+)");

    private final Vault vault;

    public VaultTransit(Vault vault) {
        this.vault = vault;
    }

    /** The URI of a key, as {@link #getAead} takes it. */
    public static String keyUri(String mount, String key) {
        return "hcvault:///" + mount + "/keys/" + key;
    }

    @Override
    public boolean doesSupport(String keyUri) {
        return KEY_URI.matcher(keyUri).matches();
    }

    /** The token is the configuration's: there are no others. */
    @Override
    public KmsClient withCredentials(String credentialPath) {
        return this;
    }

    @Override
    public KmsClient withDefaultCredentials() {
        return this;
    }

    @Override
    public Aead getAead(String keyUri) throws GeneralSecurityException {
        Matcher uri = KEY_URI.matcher(keyUri);
        if (!uri.matches()) {
            throw new GeneralSecurityException("no key of Vault's transit engine");
        }
        return new TransitKey(vault, uri.group(1), uri.group(2));
    }

    private record TransitKey(Vault vault, String mount, String key) implements Aead {
        @Override
        public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
            return said("encrypt", "plaintext", base64(plaintext), associatedData, "ciphertext")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
            String text = new String(ciphertext, StandardCharsets.US_ASCII);
            try {
                return Base64.getDecoder().decode(said("decrypt", "ciphertext", text, associatedData, "plaintext"));
            } catch (IllegalArgumentException e) {
                throw new GeneralSecurityException("Vault answers no base 64");
            }
        }

        private String said(String act, String name, String value, byte[] associatedData, String wanted)
                throws GeneralSecurityException {
            ObjectNode body = Vault.object().put(name, value).put("associated_data", base64(associatedData));
            Vault.Answer answer = vault.ask(mount + "/" + act + "/" + key, body);
            String said = answer.body().path("data").path(wanted).asText();
            if (!answer.isGood() || said.isEmpty()) {
                throw new GeneralSecurityException("Vault does not " + act + " (" + answer.status() + ")");
            }
            return said;
        }

        private static String base64(byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
    }
}
