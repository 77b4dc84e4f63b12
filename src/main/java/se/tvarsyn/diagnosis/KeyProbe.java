package se.tvarsyn.diagnosis;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.KeyPlace;
import se.tvarsyn.pseudonymization.KeptKey;
import se.tvarsyn.pseudonymization.KeyProvider;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.pseudonymization.KeysUnreachable;
import se.tvarsyn.pseudonymization.WrongKey;
import se.tvarsyn.settings.Home;

/** Whether the keys open, agree with their check values, are those of every feed, and are nobody else's to read. */
record KeyProbe(Configuration configuration, boolean isDemo, Clock clock) {
    List<Finding> findings() {
        Home home = configuration.home();
        List<Finding> findings = new ArrayList<>();
        Path keys = home.directory().resolve("keys");
        List<Path> files = new ArrayList<>(List.of(keys, keys.resolve("check-values"), home.state()));
        try {
            KeyProvider place = KeyPlace.of(home, configuration.settings(), clock);
            files.addAll(place.files());
            if (!KeyStoreFile.exists(home.directory(), place)) {
                findings.add(Finding.fail("this home has no keys", "run './tvarsyn init'"));
                return findings;
            }
            KeyStoreFile store = KeyStoreFile.open(home.directory(), place, isDemo, clock);
            findings.add(Finding.ok("keys open and agree with their check values"));
            String purpose = configuration.settings().purpose();
            if (!store.purpose().equals(purpose)) {
                findings.add(Finding.fail(
                        "the keys are of purpose '" + store.purpose() + "', and tvarsyn.yaml says '" + purpose + "'",
                        "correct purpose, or use the home of that purpose"));
            }
            missing(store, findings);
        } catch (KeysUnreachable e) {
            findings.add(Finding.unreachable(String.valueOf(e.getMessage())));
        } catch (WrongKey e) {
            findings.add(Finding.split(Finding.Level.FAIL, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            findings.add(Finding.fail("the keys cannot be read", "see to the rights of the folder keys"));
        }
        List<Finding> modes = FileModes.findings(files, file -> home.shown(Path.of(file)));
        findings.addAll(modes);
        if (modes.isEmpty()) {
            findings.add(Finding.ok("keys and state are their owner's alone"));
        }
        return findings;
    }

    private void missing(KeyStoreFile store, List<Finding> findings) {
        Set<String> domains = store.list((domain, version) -> false).stream()
                .map(KeptKey::domain)
                .collect(Collectors.toSet());
        Set<String> without = new TreeSet<>(configuration.mappings().keySet());
        without.removeIf(feed -> domains.contains(store.purpose() + "/src:" + feed));
        if (!without.isEmpty()) {
            findings.add(Finding.fail("no key for " + String.join(", ", without), "run './tvarsyn init' again"));
        }
    }
}
