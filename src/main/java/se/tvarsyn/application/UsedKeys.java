package se.tvarsyn.application;

import java.util.Set;
import java.util.stream.Collectors;
import se.tvarsyn.operations.DeliveryLedger;
import se.tvarsyn.operations.DeliveryRecord;
import se.tvarsyn.pseudonymization.KeyUse;

/** Which keys have made tokens, by the ledger: every feed that delivered has used the purpose's key and its own. */
public final class UsedKeys {
    private UsedKeys() {}

    /** Reads the ledger once. */
    public static KeyUse of(DeliveryLedger ledger, String purpose) {
        Set<String> feeds = ledger.all().stream().map(DeliveryRecord::feed).collect(Collectors.toSet());
        return (domain, version) -> domain.equals(purpose)
                ? !feeds.isEmpty()
                : feeds.stream().anyMatch(feed -> domain.equals(purpose + "/src:" + feed));
    }
}
