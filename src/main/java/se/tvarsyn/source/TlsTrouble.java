package se.tvarsyn.source;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why no trusted connection came about, in words for the one who can mend it. Checked against JDK 17's TLS. */
enum TlsTrouble {
    NOT_TRUSTED(
            "the server's certificate comes from nobody that this feed trusts (TLS)",
            "check that the address is right; name the file of the source's own CA in trust-file"),
    OUT_OF_DATE(
            "the server's certificate is out of date or not yet valid (TLS)",
            "check this machine's clock, then ask the source's owner to renew the certificate"),
    OTHER_HOST(
            "the server's certificate is made out to another host name (TLS)",
            "write the address with the host name that the certificate has"),
    CERTIFICATE_WANTED(
            "demands a client certificate (TLS)",
            "set client-certificate-file to the certificate that the source's owner knows"),
    CERTIFICATE_REFUSED(
            "does not accept this feed's client certificate (TLS)",
            "check that the source's owner knows this certificate and its CA, and that it is not out of date"),
    OTHER(
            "no trusted connection can be made (TLS)",
            "check the feed's client certificate and trust file, and that both sides share a TLS version");

    /** The JDK tells an alert by its name in the message and nowhere else. */
    private static final Pattern ALERT = Pattern.compile("alert: ([a-z_]+)");

    private final String what;
    private final String mend;

    TlsTrouble(String what, String mend) {
        this.what = what;
        this.mend = mend;
    }

    String what() {
        return what;
    }

    String mend() {
        return mend;
    }

    /**
     * @param hasCertificate whether this feed has a client certificate to show
     * @return null where the failure is none of TLS, or only a connection that was cut meanwhile
     */
    static @Nullable TlsTrouble of(IOException failure, boolean hasCertificate) {
        boolean isTls = false;
        boolean isOtherHost = false;
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (isTls && e instanceof IOException && !(e instanceof SSLException)) {
                return null; // the network beneath
            }
            isTls |= e instanceof SSLException;
            if (e instanceof CertificateExpiredException || e instanceof CertificateNotYetValidException) {
                return OUT_OF_DATE;
            }
            if (e instanceof CertPathValidatorException path
                    && path.getReason() == CertPathValidatorException.BasicReason.EXPIRED) {
                return OUT_OF_DATE;
            }
            if (e instanceof CertPathBuilderException || e instanceof CertPathValidatorException) {
                return e.getCause() != null && isOutOfDate(e.getCause()) ? OUT_OF_DATE : NOT_TRUSTED;
            }
            // The host name check is the only one that throws the plain class without a cause.
            isOtherHost |= e.getClass() == CertificateException.class && e.getCause() == null;
        }
        if (!isTls) {
            return null;
        }
        return isOtherHost ? OTHER_HOST : ofAlert(failure, hasCertificate);
    }

    private static boolean isOutOfDate(Throwable cause) {
        for (Throwable e = cause; e != null; e = e.getCause()) {
            if (e instanceof CertificateExpiredException || e instanceof CertificateNotYetValidException) {
                return true;
            }
        }
        return false;
    }

    private static TlsTrouble ofAlert(IOException failure, boolean hasCertificate) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        Matcher alert = ALERT.matcher(message);
        if (!alert.find()) {
            return OTHER;
        }
        return switch (alert.group(1)) {
            case "bad_certificate",
                    "certificate_required",
                    "certificate_unknown",
                    "certificate_expired",
                    "certificate_revoked",
                    "unsupported_certificate",
                    "unknown_ca",
                    "access_denied" -> hasCertificate ? CERTIFICATE_REFUSED : CERTIFICATE_WANTED;
            default -> OTHER;
        };
    }
}
