package se.tvarsyn.validation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import se.tvarsyn.canonical.Withdrawal;

/** A record of somebody protected as text for the encrypted quarantine. */
final class RecordText {
    private RecordText() {}

    /** Of a protected person nothing is kept but the table. */
    static String of(Withdrawal withdrawal) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("table", withdrawal.table().tableName())
                .toString();
    }
}
