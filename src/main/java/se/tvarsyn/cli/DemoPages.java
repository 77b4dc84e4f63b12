package se.tvarsyn.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Figures;
import se.tvarsyn.audit.AuditLog;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.ServeSettings;
import se.tvarsyn.web.PageServer;
import se.tvarsyn.web.Role;
import se.tvarsyn.web.UsersFile;
import se.tvarsyn.web.ViewLimit;

/** The demo's release as leads see it, on this machine only, until the command is ended. */
final class DemoPages {
    private static final String USER = "demo";
    private static final int PASSWORD_BYTES = 12;

    private final Tvarsyn program;
    private final Configuration configuration;
    private final Figures figures;

    DemoPages(Tvarsyn program, Configuration configuration, Figures figures) {
        this.program = program;
        this.configuration = configuration;
        this.figures = figures;
    }

    /** @param port null = as set */
    void serve(@Nullable Integer port) throws IOException {
        Home home = configuration.home();
        ServeSettings settings = configuration.settings().serve().at(null, port);
        UsersFile users = UsersCommand.file(home, settings);
        KeyStoreFile keys = KeyStoreFile.open(home.directory(), true, program.clock());
        // There is no default password: one is drawn for each run.
        byte[] drawn = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(drawn);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
        users.put(USER, password, Set.of(Role.LEAD, Role.ANALYST), ViewLimit.NONE);
        new AuditLog(home.audit(), keys.homeKeys().audit(), program.clock())
                .append(System.getProperty("user.name", "?"), "user-add", Map.of("user", USER));
        CountDownLatch ended = new CountDownLatch(1);
        try (PageServer pages =
                PageServer.start(ServeCommand.parts(program, configuration, keys, settings, users, figures))) {
            Runtime.getRuntime().addShutdownHook(new Thread(pages::close, "tvarsyn-demo-end"));
            program.out()
                    .println("pages: http://" + ServeCommand.shown(settings.address()) + ":" + pages.port() + "/  user "
                            + USER + ", password " + password + " (drawn for this run). Ctrl-C ends them.");
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (PageServer.ServingRefused e) {
            throw new Failure(ExitCodes.PROBLEMS, String.valueOf(e.getMessage()));
        }
    }
}
