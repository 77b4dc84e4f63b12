package se.tvarsyn.diagnosis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.settings.LegalBasis;
import se.tvarsyn.settings.LegalBasisRegister;
import se.tvarsyn.settings.Problem;

/** Whether the feeds may run today, and in two months. */
record LawProbe(Configuration configuration, LocalDate today) {
    private static final long SOON_IN_DAYS = 60;

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        LegalBasisRegister register = configuration.settings().register();
        boolean isServer = configuration.settings().warehouseUrl() != null;
        Set<String> trials = new TreeSet<>();
        configuration.tables().forEach((feed, tables) -> {
            Problem refusal = register.refusal(feed, tables, today, isServer);
            boolean isUsed = configuration.settings().sources().containsKey(feed);
            if (refusal != null && isUsed) {
                findings.add(Finding.split(Finding.Level.FAIL, refusal.toString()));
            } else if (refusal != null && !refusal.what().contains("trial")) {
                findings.add(Finding.split(Finding.Level.WARN, refusal.toString()));
            }
            if (!register.trials(feed, tables, today).isEmpty()) {
                trials.add(feed);
            }
            soon(register, feed, tables, findings);
        });
        if (!trials.isEmpty()) {
            findings.add(Finding.warn(
                    "the legal basis of " + String.join(", ", trials) + " is a trial entry",
                    "add law and decision before real use"));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("every feed has a legal basis for more than " + SOON_IN_DAYS + " days"));
        }
        return findings;
    }

    private void soon(LegalBasisRegister register, String feed, Set<FactTable> tables, List<Finding> findings) {
        tables.stream()
                .filter(table -> !register.allows(feed, table, today.plusDays(SOON_IN_DAYS)))
                .flatMap(table -> register.entry(feed, table, today).stream())
                .distinct()
                .forEach(entry -> findings.add(ending(register, entry)));
    }

    private static Finding ending(LegalBasisRegister register, LegalBasis entry) {
        return Finding.warn(
                register.file() + ":" + entry.line() + ": the legal basis of '" + entry.feed() + "' ends on "
                        + entry.validTo(),
                "have it decided anew, and write the decision as an entry of its own");
    }
}
