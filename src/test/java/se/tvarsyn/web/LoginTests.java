package se.tvarsyn.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.application.ReleasePlace;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.settings.FollowUpSettings;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.ServeSettings;
import se.tvarsyn.settings.TvarsynSettings;

/** Who gets in, and what a stranger is told. */
class LoginTests {
    private final ServedPages pages = ServedPages.shared();

    @TempDir
    Path folder;

    /** A clock that tests move. */
    private static final class Moved extends Clock {
        private Instant now = Instant.parse("2026-11-23T08:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void sendsEverybodyToTheLogInFirst() {
        for (String path : new String[] {"/", "/uppfoljning", "/uppfoljning/band", "/uppfoljning/fil/bands.csv"}) {
            HttpResponse<String> answer = pages.visitor().get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login");
            assertThat(answer.body()).isEmpty();
        }
        assertThat(pages.visitor().get("/actuator/env").statusCode()).isEqualTo(302);
        assertThat(pages.as("lead").get("/actuator/env").statusCode()).isEqualTo(403);
    }

    @Test
    void letsInWithThePasswordAndGivesANewSession() {
        Visitor visitor = pages.visitor();
        visitor.get("/login");
        String before = visitor.cookie("TVARSYN");
        HttpResponse<String> answer = visitor.logIn("lead", ServedPages.PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse("")).doesNotContain("error");
        assertThat(visitor.cookie("TVARSYN")).isNotEqualTo(before).isNotEmpty();
        assertThat(visitor.get("/uppfoljning").statusCode()).isEqualTo(200);
    }

    @Test
    void endsTheSessionAtLogOut() {
        Visitor visitor = pages.as("lead");
        String page = visitor.get("/uppfoljning").body();
        String token = page.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        assertThat(visitor.post("/logout", Map.of("_csrf", token)).statusCode()).isEqualTo(302);
        assertThat(visitor.get("/uppfoljning").statusCode()).isEqualTo(302);
    }

    @Test
    void takesNoFormWithoutItsToken() {
        Visitor visitor = pages.visitor();
        visitor.get("/login");
        HttpResponse<String> answer =
                visitor.post("/login", Map.of("username", "lead", "password", ServedPages.PASSWORD));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(visitor.get("/uppfoljning").statusCode()).isEqualTo(302);
        assertThat(pages.as("lead").post("/logout", Map.of()).statusCode()).isEqualTo(403);
    }

    @Test
    void saysTheSameOfANameAndOfAPassword() {
        Visitor visitor = pages.visitor();
        String wrongName = visitor.logIn("nobody", ServedPages.PASSWORD)
                .headers()
                .firstValue("Location")
                .orElse("");
        pages.visitor();
        String wrongPassword = pages.visitor()
                .logIn("operator", "another long sentence")
                .headers()
                .firstValue("Location")
                .orElse("");
        assertThat(wrongName).isEqualTo(wrongPassword).endsWith("/login?error");
        // Lets the address in again.
        pages.as("lead");
    }

    @Test
    void sendsTheHeadersOfAClosedPage() {
        HttpResponse<String> answer = pages.as("lead").get("/uppfoljning");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValue(
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                                + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        assertThat(answer.body()).doesNotContain(" style=", " onclick=", "javascript:", "<style");
        String cookie =
                pages.visitor().get("/login").headers().firstValue("Set-Cookie").orElse("");
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain("Secure");
        assertThat(pages.visitor()
                        .get("/login", "X-Forwarded-Proto", "https")
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElse(""))
                .as("behind a proxy with TLS")
                .contains("Secure");
    }

    @Test
    void letsNamesAndAddressesWaitEverLonger() {
        Moved clock = new Moved();
        LoginWaits waits = new LoginWaits(clock);
        for (int i = 0; i < 3; i++) {
            assertThat(waits.begin("anna", "10.0.0.1")).isTrue();
        }
        assertThat(waits.begin("anna", "10.0.0.1")).isFalse();
        assertThat(waits.begin("anna", "10.0.0.2")).as("from another address").isFalse();
        assertThat(waits.begin("bo", "10.0.0.1")).as("with another name").isFalse();
        assertThat(waits.begin("bo", "10.0.0.2")).isTrue();
        clock.now = clock.now.plusSeconds(2);
        assertThat(waits.begin("anna", "10.0.0.1")).isTrue();
        clock.now = clock.now.plusSeconds(2);
        assertThat(waits.begin("anna", "10.0.0.1")).as("the wait has doubled").isFalse();
        assertThat(LoginWaits.wait(40, Duration.ofMinutes(15))).isEqualTo(Duration.ofMinutes(15));
        clock.now = clock.now.plusSeconds(60);
        assertThat(waits.begin("anna", "10.0.0.3"))
                .as("nobody is kept out for long")
                .isTrue();
        waits.succeeded("anna", "10.0.0.3");
        assertThat(waits.begin("anna", "10.0.0.4")).isTrue();
    }

    @Test
    void doesNotLookAtThePasswordOfWhoIsTooEarly() throws IOException {
        Moved clock = new Moved();
        UsersFile users = ServedPages.users(folder);
        users.put("anna", ServedPages.PASSWORD, Set.of(Role.LEAD), ViewLimit.NONE);
        Home home = new Home(folder, Path.of(""));
        try (PageServer server = ServedPages.start(home, pages.figures(), users, clock)) {
            Visitor visitor = new Visitor("http://127.0.0.1:" + server.port());
            for (int i = 0; i < 3; i++) {
                visitor.logIn("anna", "wrong wrong wrong");
            }
            assertThat(location(visitor.logIn("anna", ServedPages.PASSWORD))).endsWith("?error");
            assertThat(visitor.get("/login?error").body()).contains("många försök");
            clock.now = clock.now.plusSeconds(3);
            assertThat(location(visitor.logIn("anna", ServedPages.PASSWORD))).endsWith("/");
            assertThat(visitor.get("/uppfoljning").body()).contains("Inget är publicerat än");

            users.put("anna", "another sentence of words", Set.of(Role.LEAD), ViewLimit.NONE);
            assertThat(visitor.get("/uppfoljning").statusCode())
                    .as("a new password ends it")
                    .isEqualTo(302);
        }
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    @Test
    void refusesAnAddressOfOthersWhileNobodyCanLogIn() throws IOException {
        UsersFile users = ServedPages.users(folder);
        PageServer.Parts parts = new PageServer.Parts(
                new Home(folder, Path.of("")),
                ServeSettings.defaults().at("0.0.0.0", 0),
                users,
                ServedPages.audit(pages.home()),
                ReleasePlace.of(pages.home(), TvarsynSettings.none()),
                pages.figures().catalogue(),
                pages.figures().cubes(),
                FollowUpSettings.defaults(),
                List.of(),
                Clock.systemUTC());
        assertThatThrownBy(() -> PageServer.start(parts))
                .isInstanceOf(PageServer.ServingRefused.class)
                .hasMessageContaining("users add");
        assertThat(users.all()).as("nobody was made up").isEmpty();
    }

    @Test
    void keepsUsersInAFileOfItsOwnerWithoutPasswords() throws IOException {
        UsersFile users = ServedPages.users(folder);
        users.put("bo", ServedPages.PASSWORD, Set.of(Role.LEAD), new ViewLimit("Norr", Set.of("10000000")));
        Path file = folder.resolve("users.yaml");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).doesNotContain(ServedPages.PASSWORD).contains("$2a$12$");
        assertThat(users.all())
                .containsExactly(
                        new UsersFile.Entry("bo", Set.of(Role.LEAD), new ViewLimit("Norr", Set.of("10000000"))));
        assertThatThrownBy(() -> users.put("eva", "short", Set.of(Role.LEAD), ViewLimit.NONE))
                .hasMessageContaining("at least 12");
        assertThatThrownBy(
                        () -> users.put("eva", ServedPages.PASSWORD, Set.of(Role.ADMIN), new ViewLimit("N", Set.of())))
                .hasMessageContaining("only a lead");
        assertThat(users.remove("bo")).isTrue();
        assertThat(users.remove("bo")).isFalse();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(users::all).isInstanceOf(HomeFileUnreadable.class);
    }
}
