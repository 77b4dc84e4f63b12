package se.tvarsyn.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A secret in a file of its own. Read anew each time, so that a renewed secret is taken without a restart.
 *
 * @param setting the setting that names it, for messages
 */
record SecretFile(String setting, Path file) {
    SecretFile {
        Objects.requireNonNull(setting);
        Objects.requireNonNull(file);
    }

    /** The file's path may hold a word that is nobody's business; the setting is enough to find it. */
    @Override
    public String toString() {
        return "SecretFile[" + setting + "]";
    }

    /**
     * @return one line of visible ASCII and spaces, which a header and a form can carry
     * @throws Unreadable says what is wrong and never what stands in the file
     */
    String read() throws Unreadable {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new Unreadable(setting + " names a file that cannot be read as text; make it");
        }
        if (text.isEmpty()) {
            throw new Unreadable(setting + " names an empty file; write the secret there");
        }
        if (!text.matches("[ -~]+")) {
            throw new Unreadable(setting + " names a file with more than one line, or with characters outside ASCII;"
                    + " write the secret alone on one line");
        }
        return text;
    }

    /** The file does not hold a secret that can be used. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String what) {
            super(what);
        }

        String what() {
            return Objects.requireNonNull(getMessage());
        }
    }
}
