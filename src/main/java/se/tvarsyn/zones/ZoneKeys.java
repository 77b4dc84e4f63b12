package se.tvarsyn.zones;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Hkdf;
import se.tvarsyn.canonical.OwnerOnlyFiles;
import se.tvarsyn.zones.ZonePublicKey.Role;

/**
 * The key pair of one end: {@code keys/zone-sender} or {@code keys/zone-receiver}, of mode 600, with the public half on
 * its first line and the private one (PKCS#8, Base64) on its second. It has nothing to do with the keys of tokens.
 */
public final class ZoneKeys {
    private final ZonePublicKey publicKey;
    private final PrivateKey privateKey;

    private ZoneKeys(ZonePublicKey publicKey, PrivateKey privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    private static Path file(Path home, Role role) {
        return home.resolve("keys").resolve("zone-" + role.word());
    }

    public static boolean exists(Path home, Role role) {
        return Files.exists(file(home, role));
    }

    /**
     * Draws the pair of a home.
     *
     * @throws WrongZoneKey where the home has one already: it is never written over
     */
    public static ZoneKeys create(Path home, Role role) throws IOException {
        if (exists(home, role)) {
            throw new WrongZoneKey(file(home, role) + ": there is a key already; rename it to zone-" + role.word()
                    + ".old first, and tell the other end the new one");
        }
        ZoneKeys drawn = draw(role);
        OwnerOnlyFiles.createFolder(home.resolve("keys"));
        String text = drawn.publicKey.text() + "\n" + Base64.getEncoder().encodeToString(drawn.privateKey.getEncoded())
                + "\n";
        OwnerOnlyFiles.replace(file(home, role), text.getBytes(StandardCharsets.US_ASCII));
        return drawn;
    }

    /** A pair that is kept nowhere: that of one batch. */
    static ZoneKeys draw(Role role) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(role.algorithm()).generateKeyPair();
            return new ZoneKeys(ZonePublicKey.of(role, pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has " + role.algorithm(), e);
        }
    }

    /** @throws WrongZoneKey where the file is missing, or its two lines do not belong together */
    public static ZoneKeys open(Path home, Role role) throws IOException {
        return read(file(home, role), role);
    }

    /**
     * The pair that the home's pair has replaced, as long as it lies beside it as {@code zone-receiver.old}: what was
     * enciphered under it is enciphered anew.
     *
     * @return null where there is none
     * @throws WrongZoneKey where the file is no pair
     */
    public static @Nullable ZoneKeys openReplaced(Path home, Role role) throws IOException {
        Path file = file(home, role);
        Path replaced = file.resolveSibling(file.getFileName() + ".old");
        return Files.exists(replaced) ? read(replaced, role) : null;
    }

    private static ZoneKeys read(Path file, Role role) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
            if (lines.size() >= 2) {
                ZonePublicKey publicKey = ZonePublicKey.parse(role, lines.get(0).strip());
                byte[] pkcs8 = Base64.getDecoder().decode(lines.get(1).strip());
                PrivateKey key =
                        KeyFactory.getInstance(role.algorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
                Arrays.fill(pkcs8, (byte) 0);
                ZoneKeys keys = new ZoneKeys(publicKey, key);
                if (keys.isPair()) {
                    return keys;
                }
            }
        } catch (NoSuchFileException e) {
            throw new WrongZoneKey(
                    file + ": missing; run './tvarsyn zone keys', or restore it from the backup of keys/");
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            // Said below: messages of a parser may quote from the key.
        }
        throw new WrongZoneKey(file + ": is no key pair of a zone; restore it from the backup of keys/");
    }

    private boolean isPair() throws GeneralSecurityException {
        if (publicKey.role() == Role.SENDER) {
            byte[] probe = {1};
            return isSigned(publicKey, probe, sign(probe));
        }
        ZoneKeys other = draw(Role.RECEIVER);
        return Arrays.equals(agree(other.publicKey), other.agree(publicKey));
    }

    public ZonePublicKey publicKey() {
        return publicKey;
    }

    /** Ed25519 over the bytes. */
    byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(Role.SENDER.algorithm());
            signature.initSign(privateKey);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot sign with a key that it drew", e);
        }
    }

    static boolean isSigned(ZonePublicKey by, byte[] bytes, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(Role.SENDER.algorithm());
            signature.initVerify(by.key());
            signature.update(bytes);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** X25519 with the other end's public key. */
    byte[] agree(ZonePublicKey other) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance(Role.RECEIVER.algorithm());
        agreement.init(privateKey);
        agreement.doPhase(other.key(), true);
        return agreement.generateSecret();
    }

    /**
     * A keyed mark of something that the other zone must tell apart but not guess: the plain hash of a file of one line
     * could be found by trying every personnummer.
     */
    byte[] mark(String use, String of) {
        byte[] secret = privateKey.getEncoded();
        byte[] mark = Hkdf.derive(
                secret, new byte[0], ("tvarsyn zone " + use + " " + of).getBytes(StandardCharsets.UTF_8), 32);
        Arrays.fill(secret, (byte) 0);
        return mark;
    }

    /**
     * AES-256 for a file that this home keeps, derived from the private half: it opens while the pair is the home's.
     *
     * @param use tells the files' keys apart
     */
    public SecretKey fileKey(String use) {
        return new SecretKeySpec(mark("file", use), "AES");
    }

    /** Never the private half. */
    @Override
    public String toString() {
        return "ZoneKeys[" + publicKey.text() + "]";
    }
}
