package se.tvarsyn.pseudonymization;

/** Answers from the ledger of deliveries whether tokens have been made with a key. */
@FunctionalInterface
public interface KeyUse {
    boolean isUsed(String domain, int version);
}
