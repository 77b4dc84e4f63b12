package se.tvarsyn.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.LegalBasis;
import se.tvarsyn.settings.ZoneSettings;
import se.tvarsyn.zones.KnownSender;
import se.tvarsyn.zones.ZonePublicKey;

/** Which commands a home takes, by the end of two zones that it is. */
final class ZoneEnd {
    private ZoneEnd() {}

    /** Refuses raw sources where there is only one end of the chain. */
    static void refuseRawSources(Configuration configuration) {
        ZoneSettings zone = configuration.settings().zone();
        refuseRawInReceiver(configuration);
        if (zone != null) {
            throw new Failure(
                    ExitCodes.PROBLEMS, "this home sends to another zone and loads nothing itself; use ./tvarsyn send");
        }
    }

    /** A receiving home makes no token, not even one that is drawn for a look. */
    static void refuseRawInReceiver(Configuration configuration) {
        ZoneSettings zone = configuration.settings().zone();
        if (zone != null && zone.role() == ZoneSettings.Role.RECEIVER) {
            throw new Failure(
                    ExitCodes.PROBLEMS,
                    "this home receives batches only: no raw record may come here, for whoever can load rows must not see"
                            + " persons; run './tvarsyn send' in the agency's home, and './tvarsyn receive' here");
        }
    }

    /** The zone of a home that sends. */
    static ZoneSettings sender(Configuration configuration) {
        return zone(configuration, ZoneSettings.Role.SENDER, "send");
    }

    /** The zone of a home that receives; a home that holds keys of tokens is none. */
    static ZoneSettings receiver(Configuration configuration) throws IOException {
        ZoneSettings zone = zone(configuration, ZoneSettings.Role.RECEIVER, "receive");
        Home home = configuration.home();
        if (KeyStoreFile.exists(home.directory())) {
            // Refused rather than warned of: the guarantee is that whoever has this home can compute no token.
            throw new Failure(
                    ExitCodes.PROBLEMS,
                    "this home holds keys of tokens ("
                            + home.directory().resolve("keys")
                            + "), and a receiving home must hold none; make a home of its own with"
                            + " './tvarsyn --home DIR init --zone receiver'");
        }
        return zone;
    }

    private static ZoneSettings zone(Configuration configuration, ZoneSettings.Role role, String command) {
        ZoneSettings zone = configuration.settings().zone();
        if (zone == null || zone.role() != role) {
            Home home = configuration.home();
            throw new Failure(
                    ExitCodes.PROBLEMS,
                    home.shown(home.settingsFile()) + ":0: '" + command + "' needs zone: {role: "
                            + role.name().toLowerCase(java.util.Locale.ROOT)
                            + ", …}; see docs/zones.md, or use ./tvarsyn load in a home that is no zone");
        }
        return zone;
    }

    static List<KnownSender> senders(Configuration configuration, ZoneSettings zone) {
        List<KnownSender> senders = new ArrayList<>();
        for (ZoneSettings.Sender sender : zone.senders()) {
            senders.add(new KnownSender(
                    sender.name(),
                    key(configuration, ZonePublicKey.Role.SENDER, sender.key()),
                    java.util.Set.copyOf(sender.feeds())));
        }
        return senders;
    }

    static ZonePublicKey key(Configuration configuration, ZonePublicKey.Role role, String text) {
        try {
            return ZonePublicKey.parse(role, text);
        } catch (IllegalArgumentException e) {
            Home home = configuration.home();
            throw new Failure(ExitCodes.PROBLEMS, home.shown(home.settingsFile()) + ":0: zone: " + e.getMessage());
        }
    }

    /** Why a feed may not be loaded here today, and the mend; null where it may. */
    static @Nullable String refusal(Tvarsyn program, Configuration configuration, String feed) {
        Optional<LegalBasis> basis = configuration.settings().legalBasis(feed, LocalDate.now(program.clock()));
        if (basis.isEmpty()) {
            return "holds feed '" + feed + "', which has no legal basis here that is valid today; add one under"
                    + " legal-basis";
        }
        if (basis.get().isTrial() && configuration.settings().warehouseUrl() != null) {
            return "holds feed '" + feed + "', whose legal basis here is a trial, which loads into the embedded engine"
                    + " only; add law and decision";
        }
        return null;
    }
}
