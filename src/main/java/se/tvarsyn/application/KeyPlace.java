package se.tvarsyn.application;

import com.google.crypto.tink.Aead;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import se.tvarsyn.pseudonymization.KeyProvider;
import se.tvarsyn.pseudonymization.Pkcs12Keys;
import se.tvarsyn.pseudonymization.SealedKeys;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.KeySettings;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.vault.Vault;
import se.tvarsyn.vault.VaultSecret;
import se.tvarsyn.vault.VaultTransit;

/** Where a home's keys lie, as its configuration says. */
public final class KeyPlace {
    private KeyPlace() {}

    /**
     * Reads the files that the settings name; asks nobody.
     *
     * @throws se.tvarsyn.pseudonymization.WrongKey where they make no connection
     */
    public static KeyProvider of(Home home, TvarsynSettings settings, Clock clock) {
        KeySettings keys = settings.keys();
        Path directory = home.directory();
        return switch (keys.provider()) {
            case PKCS12 -> new Pkcs12Keys(directory);
            case TINK -> new SealedKeys(directory, settings.purpose(), kms(keys, directory, clock));
            case VAULT -> new VaultSecret(Vault.of(keys.way(), directory, clock), keys.mount(), keys.name());
        };
    }

    private static Aead kms(KeySettings keys, Path home, Clock clock) {
        try {
            return new VaultTransit(Vault.of(keys.way(), home, clock))
                    .getAead(VaultTransit.keyUri(keys.mount(), keys.name()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("settings let another name through than the client", e);
        }
    }
}
