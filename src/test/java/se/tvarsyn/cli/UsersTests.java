package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code users}, and what {@code serve} refuses. */
class UsersTests {
    @TempDir
    Path folder;

    @Test
    void addsListsAndRemovesAUserWhosePasswordComesByStdin() throws IOException {
        try (InProcess program = InProcess.initialized(folder.resolve("home"))) {
            InProcess.Said added =
                    typing("en lagom lång mening", program, "add", "anna", "--role", "lead", "--district", "Norr");
            assertThat(added.exit()).as(added.err()).isZero();
            assertThat(program.run("users", "list").out()).isEqualTo("anna\tlead\tdistrict Norr\n");
            String audit = Files.readString(program.home().resolve(".tvarsyn/audit/audit.log"));
            assertThat(audit).contains("user-add").doesNotContain("lagom");
            assertThat(program.run("users", "remove", "anna").exit()).isZero();
            assertThat(program.run("users", "remove", "anna").exit()).isEqualTo(ExitCodes.PROBLEMS);
            assertThat(typing("kort", program, "add", "bo", "--role", "lead").exit())
                    .isEqualTo(ExitCodes.USAGE);
            assertThat(typing("en lagom lång mening", program, "add", "bo", "--role", "boss")
                            .exit())
                    .isEqualTo(ExitCodes.USAGE);
        }
    }

    @Test
    void servesOthersOnlyWhereSomebodyCanLogIn() {
        try (InProcess program = InProcess.initialized(folder.resolve("home"))) {
            InProcess.Said said = program.run("serve", "--address", "0.0.0.0", "--port", "0");
            assertThat(said.exit()).isEqualTo(ExitCodes.PROBLEMS);
            assertThat(said.err()).contains("nobody can log in", "users add");
        }
        try (InProcess keyless = new InProcess(folder.resolve("other"))) {
            assertThat(keyless.run("serve").err()).contains("init");
        }
    }

    private static InProcess.Said typing(String password, InProcess program, String... arguments) {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream((password + "\n").getBytes(StandardCharsets.UTF_8)));
            String[] all = new String[arguments.length + 1];
            all[0] = "users";
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            return program.run(all);
        } finally {
            System.setIn(before);
        }
    }
}
