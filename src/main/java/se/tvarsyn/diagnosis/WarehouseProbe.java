package se.tvarsyn.diagnosis;

import com.clickhouse.client.api.command.CommandResponse;
import com.clickhouse.client.api.query.GenericRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.Publishing;
import se.tvarsyn.application.ReleasePlace;
import se.tvarsyn.operations.DeliveryLedger;
import se.tvarsyn.operations.DeliveryRecord;
import se.tvarsyn.operations.DeliveryStatus;
import se.tvarsyn.publication.Mart;
import se.tvarsyn.publication.MartSelfCheck;
import se.tvarsyn.publication.ReleaseCheck;
import se.tvarsyn.publication.ReleaseLedger;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.KeySettings;
import se.tvarsyn.warehouse.NothingReleased;
import se.tvarsyn.warehouse.RightsTooWide;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/** Whether ClickHouse answers, is new enough, lets Tvärsyn write, and holds nothing in {@code mart} that it must not. */
record WarehouseProbe(Configuration configuration, Clock clock) {
    /** What the tests run against; nobody has tried what is older. */
    private static final int[] TRIED = {26, 7};

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\..*");
    private static final Duration STALE = Duration.ofDays(8);

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try (Warehouse warehouse = Installation.warehouse(configuration)) {
            boolean isEmbedded = warehouse.embedded();
            version(warehouse, isEmbedded, findings);
            rights(warehouse, findings);
            mart(warehouse, findings);
            releases(warehouse, findings);
            deliveries(warehouse, findings);
        } catch (WarehouseUnreachable e) {
            findings.add(Finding.unreachable(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            findings.add(new Finding(
                    Finding.Level.UNREACHABLE,
                    "the warehouse cannot be opened",
                    "see to the rights of .tvarsyn and of warehouse.password-file"));
        } catch (RuntimeException e) {
            // A text of the driver may quote what a server said.
            findings.add(new Finding(
                    Finding.Level.UNREACHABLE,
                    "the warehouse does not answer as ClickHouse does, or refuses user and password",
                    "see that it runs, and to warehouse.url, user and password-file"));
        }
        findings.addAll(account());
        return findings;
    }

    private static void version(Warehouse warehouse, boolean isEmbedded, List<Finding> findings) {
        String version = one(warehouse, "SELECT version() AS answer");
        Matcher parts = VERSION.matcher(version);
        boolean isNew = parts.matches()
                && (Integer.parseInt(parts.group(1)) > TRIED[0]
                        || (Integer.parseInt(parts.group(1)) == TRIED[0]
                                && Integer.parseInt(parts.group(2)) >= TRIED[1]));
        String name = (isEmbedded ? "embedded ClickHouse " : "ClickHouse server ") + (parts.matches() ? version : "");
        findings.add(
                isNew
                        ? Finding.ok(name)
                        : Finding.warn(
                                name + " is older than any that was tried",
                                "install " + TRIED[0] + "." + TRIED[1] + " or newer"));
    }

    /** A table of its own, made, filled, altered and dropped: grants, profiles and a full disk all show in that. */
    private static void rights(Warehouse warehouse, List<Finding> findings) {
        if (one(warehouse, "SELECT count() AS answer FROM system.databases WHERE name = 'core'")
                .equals("0")) {
            findings.add(Finding.ok("the warehouse is empty: the first load makes its databases"));
            return;
        }
        String table = "core.doctor_" + UUID.randomUUID().toString().replace("-", "");
        Map<String, String> steps = new LinkedHashMap<>();
        steps.put("create tables", "CREATE TABLE " + table + " (n UInt8) ENGINE = MergeTree ORDER BY n");
        steps.put("insert rows", "INSERT INTO " + table + " SELECT 1");
        steps.put("alter tables", "ALTER TABLE " + table + " ADD COLUMN m UInt8");
        steps.put("delete rows", "ALTER TABLE " + table + " DELETE WHERE n = 1 SETTINGS mutations_sync = 2");
        steps.put("drop tables", "DROP TABLE " + table + " SYNC");
        List<String> missing = new ArrayList<>();
        steps.forEach((right, sql) -> {
            boolean isMade = missing.isEmpty() || right.equals("drop tables");
            if (isMade && !works(warehouse, sql) && !missing.contains("create tables")) {
                missing.add(right);
            }
        });
        findings.add(
                missing.isEmpty()
                        ? Finding.ok("the warehouse's user may create, fill, alter and drop tables")
                        : Finding.fail(
                                "the warehouse's user cannot " + String.join(" or ", missing),
                                "grant it to the user that warehouse.user names, without a read-only profile"));
    }

    private static boolean works(Warehouse warehouse, String sql) {
        try (CommandResponse response = warehouse.client().execute(sql).get()) {
            response.getWrittenRows();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            // Which right it is, the step says; the text of a server may hold anything.
            return false;
        }
    }

    private static void mart(Warehouse warehouse, List<Finding> findings) {
        List<String> problems = MartSelfCheck.problems(warehouse);
        problems.forEach(p -> findings.add(Finding.split(Finding.Level.FAIL, p)));
        if (problems.isEmpty()) {
            findings.add(Finding.ok("mart holds only what is safe"));
        }
    }

    /** What readers see, where they read it and with their rights. */
    private void releases(Warehouse warehouse, List<Finding> findings) throws IOException {
        ReleasePlace place = ReleasePlace.of(configuration.home(), configuration.settings());
        if (place.isNowhere()) {
            if (configuration.settings().zone() == null) {
                findings.add(Finding.split(Finding.Level.WARN, ReleasePlace.NOWHERE));
            }
            return;
        }
        boolean hasLedger = one(
                        warehouse,
                        "SELECT count() AS answer FROM system.tables WHERE database = 'ops' AND name = 'release'")
                .equals("1");
        boolean hasReleased = hasLedger && !new ReleaseLedger(warehouse).all().isEmpty();
        if (place.isOnServer()) {
            onServer(place, hasReleased ? warehouse : null, findings);
        } else if (hasReleased) {
            try (Publishing publishing = Publishing.open(configuration)) {
                tell(ReleaseCheck.problems(warehouse, publishing.mart(configuration.home())), findings);
            }
        }
    }

    /** @param ledger null where nothing was released yet */
    private void onServer(ReleasePlace place, @Nullable Warehouse ledger, List<Finding> findings) throws IOException {
        try (ReleasePlace.Login reader = place.reader();
                Publishing publishing = Publishing.open(configuration)) {
            findings.add(Finding.ok("publication.reader may read releases and nothing else"));
            Mart seen = new Mart(reader.warehouse());
            if (ledger != null) {
                Mart whole = publishing.mart(configuration.home());
                tell(ReleaseCheck.problems(ledger, seen, whole), findings);
            } else {
                seen.problems().forEach(p -> findings.add(Finding.split(Finding.Level.FAIL, p)));
            }
        } catch (NothingReleased e) {
            findings.add(
                    ledger == null
                            ? Finding.ok("the server of releases answers, and has shown none yet")
                            : Finding.split(Finding.Level.FAIL, String.valueOf(e.getMessage())));
        } catch (WarehouseUnreachable e) {
            findings.add(Finding.unreachable(String.valueOf(e.getMessage())));
        } catch (RightsTooWide e) {
            String.valueOf(e.getMessage())
                    .lines()
                    .forEach(line -> findings.add(Finding.split(Finding.Level.FAIL, line)));
        }
    }

    private static void tell(List<String> problems, List<Finding> findings) {
        problems.forEach(p -> findings.add(Finding.split(Finding.Level.FAIL, p)));
        if (problems.isEmpty()) {
            findings.add(Finding.ok("every release is shown as it was released"));
        }
    }

    private void deliveries(Warehouse warehouse, List<Finding> findings) {
        boolean isNew = warehouse
                .client()
                .queryAll("SELECT name FROM system.tables WHERE database = 'ops' AND name = 'delivery'")
                .isEmpty();
        if (isNew) {
            findings.add(Finding.ok("nothing has been loaded yet"));
            return;
        }
        Map<String, DeliveryRecord> last = new HashMap<>();
        new DeliveryLedger(warehouse, clock).all().forEach(d -> last.put(d.feed(), d));
        TreeSet<String> feeds = new TreeSet<>(last.keySet());
        feeds.addAll(configuration.settings().sources().keySet());
        for (String feed : feeds) {
            findings.add(delivery(feed, last.get(feed)));
        }
    }

    private Finding delivery(String feed, @Nullable DeliveryRecord last) {
        if (last == null) {
            return Finding.warn(feed + ": nothing was ever delivered", "run './tvarsyn run " + feed + "'");
        }
        Duration age = Duration.between(last.startedAt(), clock.instant());
        String what = feed + ": last delivery " + age.toDays() + " days ago, "
                + last.status().code();
        if (last.status() != DeliveryStatus.LOADED) {
            return Finding.warn(what, "see './tvarsyn status', mend what stopped it, and run again");
        }
        boolean isAwaited = configuration.settings().sources().containsKey(feed);
        return isAwaited && age.compareTo(STALE) > 0
                ? Finding.warn(what, "see that the source delivers and the schedule runs")
                : Finding.ok(what);
    }

    /** Who can read both keys and rows needs no rights of anyone else to tell who is who (PRIVACY.md 4, Zones). */
    private List<Finding> account() {
        Home home = configuration.home();
        Path keys = home.directory().resolve("keys").resolve("tvarsyn.p12");
        Path password = configuration.settings().warehousePasswordFile();
        boolean readsRows =
                configuration.settings().warehouseUrl() == null || password == null || Files.isReadable(password);
        // Elsewhere than in a file of their own, keys are read by a token that this account has.
        boolean readsKeys =
                configuration.settings().keys().provider() != KeySettings.Provider.PKCS12 || Files.isReadable(keys);
        return readsKeys && readsRows
                ? List.of(Finding.warn(
                        "one account of the operating system can read both the keys and the warehouse",
                        "single-home mode is for trial and for one authority; between authorities use zones"))
                : List.of();
    }

    private static String one(Warehouse warehouse, String sql) {
        List<GenericRecord> rows = warehouse.client().queryAll(sql);
        return rows.isEmpty() ? "" : String.valueOf(rows.get(0).getString(1));
    }
}
