package se.tvarsyn.pseudonymization;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A place of keys where the next change is the last thing that happens. */
record DyingPlace(KeyProvider place, Death death) implements KeyProvider {
    /** Where a process dies while it changes the keys. */
    enum Death {
        BEFORE_THE_KEYS,
        AFTER_THE_KEYS
    }

    @Override
    public void replace(@Nullable KeyEntries before, SortedMap<String, byte[]> next) throws IOException {
        if (death == Death.AFTER_THE_KEYS) {
            place.replace(before, next);
        }
        throw new KeysUnreachable("died");
    }

    @Override
    public String shown() {
        return place.shown();
    }

    @Override
    public String backedUp() {
        return place.backedUp();
    }

    @Override
    public boolean isThere() throws IOException {
        return place.isThere();
    }

    @Override
    public @Nullable KeyEntries read() throws IOException {
        return place.read();
    }

    @Override
    public List<Path> files() {
        return place.files();
    }
}
