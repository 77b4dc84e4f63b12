package se.tvarsyn.application;

import java.util.function.Function;
import se.tvarsyn.erasure.RetokenedRows;
import se.tvarsyn.pseudonymization.KeyChain;
import se.tvarsyn.pseudonymization.TokenKeys;
import se.tvarsyn.pseudonymization.TokenMaker;
import se.tvarsyn.renumbering.Renumbered;

/** The tokens of a person's earlier and present number. */
final class NumberTokens {
    private NumberTokens() {}

    /** @param keys that the rows are made with now */
    static Function<Renumbered, RetokenedRows.Change> under(TokenKeys keys) {
        KeyChain purpose = keys.ofPurpose();
        return person -> {
            TokenMaker persons = new TokenMaker(purpose, "pnr");
            return new RetokenedRows.Change(
                    persons.token(person.before()), persons.token(person.after()), purpose.version(), null);
        };
    }
}
