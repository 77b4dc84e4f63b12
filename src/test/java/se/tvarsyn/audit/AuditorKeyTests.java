package se.tvarsyn.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files an auditor's key is taken from. That the auditor can read what it seals: cli/ErasureTests. */
class AuditorKeyTests {
    @TempDir
    private Path folder;

    @Test
    void aShortKeyAnotherKindOfKeyAndNoKeyAreRefusedWithTheMend() throws Exception {
        assertRefused(folder.resolve("missing"), "cannot be read");
        assertRefused(Files.writeString(folder.resolve("text"), "hello"), "-pubout");
        assertRefused(pem("RSA", 2048), "3072");
        assertRefused(pem("EC", 256), "genrsa");
        assertRefused(
                Files.writeString(folder.resolve("cut"), "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"),
                "genrsa");
    }

    @Test
    void oneNumberIsNeverSealedTheSameTwice() throws Exception {
        AuditorKey key = AuditorKey.read(pem("RSA", 3072));
        Path sealed = folder.resolve("sealed");
        key.seal(java.util.List.of("201101012381", "201101012381"), sealed);
        assertThat(Files.readAllLines(sealed)).doesNotHaveDuplicates().hasSize(2);
    }

    private static void assertRefused(Path file, String mend) {
        assertThatThrownBy(() -> AuditorKey.read(file))
                .isInstanceOf(AuditorKey.Unfit.class)
                .hasMessageContaining(mend);
    }

    private Path pem(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        byte[] der = generator.generateKeyPair().getPublic().getEncoded();
        return Files.writeString(
                folder.resolve(algorithm + bits + ".pem"),
                "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                        + "\n-----END PUBLIC KEY-----\n");
    }
}
