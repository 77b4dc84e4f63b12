package se.tvarsyn.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Client certificate and trust of one feed, from files. Problems name settings, never what a file holds. */
final class SourceTls {
    private SourceTls() {}

    /**
     * @param client null for none
     * @param trust null for the JDK's own trusted CAs
     */
    static SSLContext context(@Nullable KeyManagerFactory client, @Nullable TrustManagerFactory trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    client == null ? null : client.getKeyManagers(),
                    trust == null ? null : trust.getTrustManagers(),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /**
     * @param file PKCS#12 with one private key and its chain
     * @param problems receives what is wrong
     * @return null where something is
     */
    static @Nullable KeyManagerFactory client(Path file, char[] password, Instant now, List<String> problems) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (ByteArrayInputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
                store.load(in, password);
            }
            boolean hasKey = false;
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate own) {
                    hasKey = true;
                    if (own.getNotAfter().toInstant().isBefore(now)) {
                        problems.add("client-certificate-file holds a certificate that ended on "
                                + own.getNotAfter()
                                        .toInstant()
                                        .atOffset(ZoneOffset.UTC)
                                        .toLocalDate()
                                + "; renew it");
                        return null;
                    }
                }
            }
            if (!hasKey) {
                problems.add("client-certificate-file holds no private key; export key and certificate together");
                return null;
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            return keys;
        } catch (IOException | GeneralSecurityException e) {
            problems.add("client-certificate-file cannot be opened as PKCS#12 with the password of"
                    + " client-certificate-password-file; check both");
            return null;
        }
    }

    /**
     * @param file PEM with one or more CA certificates, or PKCS#12 with trusted certificates; they replace the JDK's
     * @param password of a PKCS#12 file, null for none
     * @param problems receives what is wrong
     * @return null where something is
     */
    static @Nullable TrustManagerFactory trust(Path file, char @Nullable [] password, List<String> problems) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            KeyStore store = KeyStore.getInstance("PKCS12");
            if (new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN CERTIFICATE-----")) {
                store.load(null, null);
                int number = 0;
                for (Certificate one :
                        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes))) {
                    store.setCertificateEntry("ca-" + number++, one);
                }
            } else {
                store.load(new ByteArrayInputStream(bytes), password);
            }
            boolean hasTrust = false;
            for (String alias : Collections.list(store.aliases())) {
                hasTrust |= store.isCertificateEntry(alias);
            }
            if (!hasTrust) {
                problems.add(
                        "trust-file holds no trusted certificate that can be read; write the CA's certificate as PEM,"
                                + " or name its password in trust-password-file");
                return null;
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust;
        } catch (IOException | GeneralSecurityException e) {
            problems.add("trust-file cannot be opened as PEM or PKCS#12; write the CA's certificate as PEM");
            return null;
        }
    }
}
