package se.tvarsyn.pseudonymization;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.vault.LoopbackVault;
import se.tvarsyn.vault.Vault;

/** What a home's keys promise where a Vault has a part in them; each test has a Vault of its own. */
abstract class VaultKeysContract extends KeyStoreContract {
    /** Where the token of the Vault lies. */
    @TempDir
    Path secrets = Path.of("");

    LoopbackVault vault;

    @BeforeEach
    void startVault() throws IOException {
        vault = new LoopbackVault();
    }

    @AfterEach
    void stopVault() {
        vault.close();
    }

    Vault vaultOf(Path ofHome) throws IOException {
        return Vault.of(vault.settings(secrets), ofHome, CLOCK);
    }
}
