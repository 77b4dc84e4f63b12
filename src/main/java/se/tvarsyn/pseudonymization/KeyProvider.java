package se.tvarsyn.pseudonymization;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A place where the keys of one home lie: entries by alias, read and replaced as a whole. What they mean, which are weak
 * and whether they are this home's is {@link KeyStoreFile}'s to tell, in every place alike.
 *
 * <p>Every method throws {@link KeysUnreachable} where the place does not answer, and {@link WrongKey} where what it
 * answers cannot be used. Neither has a key, a password or a token in its message, and no cause.
 */
public interface KeyProvider {
    /** The place, for messages. */
    String shown();

    /** What is restored together with {@code check-values}, for messages. */
    String backedUp();

    /** Whether there are entries; they need not open. */
    boolean isThere() throws IOException;

    /** @return null where there are none */
    @Nullable
    KeyEntries read() throws IOException;

    /**
     * Replaces all entries at once: whatever breaks off, the old or the new ones are there, and never some of each. What
     * is not among the new ones is not kept as an older version either.
     *
     * @param before what was read; null where there was nothing
     * @throws WrongKey where somebody else has replaced them since; theirs are left
     */
    void replace(@Nullable KeyEntries before, SortedMap<String, byte[]> next) throws IOException;

    /** Files that hold the entries or open them; nobody but their owner may read them. */
    List<Path> files();
}
