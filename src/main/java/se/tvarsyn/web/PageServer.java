package se.tvarsyn.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.web.context.support.StandardServletEnvironment;
import se.tvarsyn.application.Operator;
import se.tvarsyn.application.ReleasePlace;
import se.tvarsyn.audit.AuditLog;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.catalogue.Cubes;
import se.tvarsyn.settings.FollowUpSettings;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.ServeSettings;
import se.tvarsyn.web.operations.OperationsWiring;

/** The running pages of a home. */
public final class PageServer implements AutoCloseable {
    static final String SESSION_COOKIE = "TVARSYN";

    /** A few questions a minute of the 2,000 that the server answers an analyst in an hour. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final ConfigurableApplicationContext context;
    private final ReleaseSource analyst;

    private PageServer(ConfigurableApplicationContext context, ReleaseSource analyst) {
        this.context = context;
        this.analyst = analyst;
    }

    /**
     * What pages are made of.
     *
     * @param releases where they are read
     * @param catalogue names what a release could hold
     * @param followUp the municipality's own limits
     * @param trials feeds whose legal basis is a trial entry
     */
    public record Parts(
            Home home,
            ServeSettings settings,
            UsersFile users,
            AuditLog audit,
            ReleasePlace releases,
            Catalogue catalogue,
            Cubes cubes,
            FollowUpSettings followUp,
            List<String> trials,
            Clock clock) {
        public Parts {
            trials = List.copyOf(trials);
        }
    }

    /**
     * Starts them.
     *
     * @throws ServingRefused where others than this machine could reach pages that nobody can log in to
     * @throws IOException where the users' file cannot be read
     */
    public static PageServer start(Parts parts) throws IOException {
        return start(parts, null);
    }

    /**
     * The same, with the section Drift.
     *
     * @param operator null = without it
     */
    public static PageServer start(Parts parts, @Nullable Operator operator) throws IOException {
        ServeSettings settings = parts.settings;
        if (!isLoopback(settings.address())
                && settings.oidc() == null
                && parts.users.all().isEmpty()) {
            throw new ServingRefused("serve.address is not of this machine, and nobody can log in: add a user with"
                    + " './tvarsyn users add', or set serve.oidc");
        }
        ReleaseSource analyst = parts.releases.isOnServer()
                ? new ServerAnalyst(parts.releases, FRESH)
                : new SharedAnalyst(parts.releases, Duration.ofSeconds(settings.idleSeconds()));
        Map<String, Object> beans = new LinkedHashMap<>();
        OidcLogin oidc = settings.oidc() == null ? null : new OidcLogin(settings.oidc());
        ReleaseSource reachable = parts.releases.isNowhere() ? null : analyst;
        beans.put("figures", new ReleasedFigures(reachable));
        beans.put("tables", new ReleasedTables(reachable));
        // The box asks the engine of releases itself, which can be ended; a server's reader has tools of their own.
        beans.put(
                "queries",
                new AnalystQueries(analyst instanceof SharedAnalyst own ? own : null, parts.audit, parts.clock));
        beans.put("home", parts.home);
        beans.put("followUp", parts.followUp);
        beans.put("trial", new TrialNote(parts.trials));
        beans.put("viewers", new Viewers(parts.users, oidc));
        beans.put("login", new ThrottledLogin(parts.users, new LoginWaits(parts.clock)));
        beans.put("audit", new ViewAudit(parts.audit));
        beans.put("acts", new ActAudit(parts.audit));
        beans.put("catalogue", parts.catalogue);
        beans.put("cubes", parts.cubes);
        if (oidc != null) {
            beans.put("oidc", oidc);
        }
        if (operator != null) {
            beans.put(OperationsWiring.OPERATOR, operator);
        }
        try {
            return new PageServer(run(settings, beans), analyst);
        } catch (RuntimeException e) {
            analyst.close();
            throw e;
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ServingRefused(
                    "serve.address is no address of this machine; write 127.0.0.1, or one that it has");
        }
    }

    private static ConfigurableApplicationContext run(ServeSettings settings, Map<String, Object> beans) {
        return new SpringApplicationBuilder(PageWiring.class)
                .web(WebApplicationType.SERVLET)
                .environment(new OwnEnvironment())
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .initializers(context -> {
                    GenericApplicationContext registry = (GenericApplicationContext) context;
                    beans.forEach((name, bean) -> register(registry, name, bean));
                })
                .run(arguments(settings));
    }

    /** As arguments: nothing goes before those. */
    private static String[] arguments(ServeSettings settings) {
        List<String> set = new ArrayList<>(List.of(
                "server.address=" + settings.address(),
                "server.port=" + settings.port(),
                "server.shutdown=graceful",
                "spring.lifecycle.timeout-per-shutdown-phase=5s",
                "server.servlet.session.timeout=30m",
                "server.servlet.session.tracking-modes=cookie",
                "server.servlet.session.cookie.name=" + SESSION_COOKIE,
                "server.servlet.session.cookie.http-only=true",
                // The way back from another log-in service is a link on another site.
                "server.servlet.session.cookie.same-site=" + (settings.oidc() == null ? "strict" : "lax"),
                // Believed of a proxy on this machine only; makes the session's cookie Secure where the browser has
                // https.
                "server.forward-headers-strategy=native",
                "server.tomcat.remoteip.internal-proxies=127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|0:0:0:0:0:0:0:1|::1",
                "server.compression.enabled=true",
                "server.compression.mime-types=text/html,text/css,text/javascript,application/javascript",
                "server.error.whitelabel.enabled=false"));
        set.addAll(List.of(
                "server.max-http-request-header-size=16KB",
                "server.tomcat.max-swallow-size=1MB",
                "spring.mvc.static-path-pattern=/assets/**",
                "spring.web.resources.static-locations=classpath:/web/static/",
                "spring.web.resources.cache.cachecontrol.max-age=1h",
                "spring.thymeleaf.prefix=classpath:/web/templates/",
                "spring.thymeleaf.check-template-location=false",
                // Else a page that fails half-way is sent as if it were whole.
                "spring.thymeleaf.servlet.produce-partial-output-while-processing=false",
                "spring.main.lazy-initialization=false",
                "spring.jmx.enabled=false",
                // An application.properties in the folder that the program is started in would go before nothing here,
                // and
                // could still set what is not named here.
                "spring.config.location=optional:classpath:/se/tvarsyn/web/nowhere/"));
        return set.stream().map(each -> "--" + each).toArray(String[]::new);
    }

    @SuppressWarnings("unchecked")
    private static <T> void register(GenericApplicationContext registry, String name, T bean) {
        registry.registerBean(name, (Class<T>) bean.getClass(), () -> bean);
    }

    /** The port that they answer at. */
    public int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    /** The engine that the pages share; only where releases lie in an embedded one. */
    SharedAnalyst analyst() {
        return (SharedAnalyst) analyst;
    }

    /** Whether the engine of releases is held just now. */
    boolean isReading() {
        return analyst.isHeld();
    }

    @Override
    public void close() {
        context.close();
        analyst.close();
    }

    /** Others could reach what nobody can log in to. The message says the mend. */
    public static final class ServingRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ServingRefused(String message) {
            super(message);
        }
    }

    /** Has no variables of the machine, any of which could open the pages: SERVER_ADDRESS. */
    private static final class OwnEnvironment extends StandardServletEnvironment {
        @Override
        protected void customizePropertySources(MutablePropertySources sources) {
            // none
        }
    }
}
