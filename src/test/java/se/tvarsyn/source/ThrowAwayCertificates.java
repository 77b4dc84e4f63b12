package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** CAs, server and client certificates that live as long as a test. Made by the JDK's keytool. */
public final class ThrowAwayCertificates {
    static final String PASSWORD = "MARKERPASSWORD";

    private final Path folder;
    private final Path all;

    /** Makes two CAs: {@code ca}, which everybody trusts, and {@code stranger}. */
    public ThrowAwayCertificates(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.all = folder.resolve("all.p12");
        Files.writeString(folder.resolve("password"), PASSWORD);
        keytool("ca", "-ext", "bc:c", "-validity", "30");
        keytool("stranger", "-ext", "bc:c", "-validity", "30");
    }

    public void issue(String name, String signer, String... options) throws IOException, InterruptedException {
        List<String> more = new ArrayList<>(List.of("-signer", signer));
        more.addAll(List.of(options));
        keytool(name, more.toArray(String[]::new));
    }

    private void keytool(String name, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                all.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(all)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private KeyStore only(String name) throws IOException, GeneralSecurityException {
        KeyStore from = store();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = PASSWORD.toCharArray();
        store.setKeyEntry(name, from.getKey(name, password), password, from.getCertificateChain(name));
        return store;
    }

    /** PKCS#12 with this certificate, its chain and its key. */
    public Path withKey(String name) throws IOException, GeneralSecurityException {
        Path file = folder.resolve(name + ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            only(name).store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    /** The certificate alone, as PEM. */
    public Path pem(String name) throws IOException, GeneralSecurityException {
        String text = Base64.getMimeEncoder()
                .encodeToString(store().getCertificate(name).getEncoded());
        return Files.writeString(
                folder.resolve(name + ".pem"),
                "A note above it\n-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
    }

    /** The certificate alone, trusted, as PKCS#12. */
    Path trusted(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(name, store().getCertificate(name));
        Path file = folder.resolve(name + "-trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    public Path password() {
        return folder.resolve("password");
    }

    /** Shows this certificate; trusts {@code ca} where clients show theirs. */
    public SSLContext serverSide(String name) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(only(name), PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", store().getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
