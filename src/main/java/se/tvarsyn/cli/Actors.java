package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.application.Erasures;
import se.tvarsyn.audit.Principals;
import se.tvarsyn.settings.Home;

/** Who acts: a name, proven by a secret where the home knows principals. */
final class Actors {
    private Actors() {}

    static Principals principals(Home home) {
        return Principals.of(home.directory());
    }

    /**
     * @param secretFile null where none was named
     * @throws Failure where the home knows principals and the secret is not this one's
     */
    static Erasures.Actor prove(Tvarsyn program, String name, @Nullable Path secretFile) throws IOException {
        if (name.isBlank()) {
            throw new Failure(ExitCodes.USAGE, "--by: name yourself");
        }
        Principals principals = principals(program.home());
        if (!principals.exist()) {
            program.err()
                    .println("unauthenticated: this home knows no principals, so a name is taken by its word;"
                            + " './tvarsyn principals add NAME' gives each a secret");
            return new Erasures.Actor(name.strip(), false);
        }
        String secret = secretFile != null && Files.isReadable(secretFile)
                ? Files.readString(secretFile, StandardCharsets.UTF_8)
                : null;
        if (!principals.isProven(name, secret)) {
            throw new Failure(
                    ExitCodes.PROBLEMS,
                    "--by: not proven: name the file with your own secret by --secret-file; 'principals add' gives one");
        }
        return new Erasures.Actor(name.strip(), true);
    }
}
