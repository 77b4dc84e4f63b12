package se.tvarsyn.rotation;

import java.io.IOException;
import java.util.Set;
import se.tvarsyn.pseudonymization.TokenKeys;

/** Where a rotation by reload gets its rows from. */
public interface ReloadSources {
    /** Feeds that can be loaded again. */
    Set<String> feeds();

    /**
     * Loads everything that these feeds' sources hold. Called again after a kill: what is there already is not doubled.
     *
     * @param keys to make tokens with
     * @param database where the tables are that take the rows
     */
    void load(Set<String> feeds, TokenKeys keys, String database) throws IOException;
}
