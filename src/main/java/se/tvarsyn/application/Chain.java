package se.tvarsyn.application;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.routetemplate.CamelRouteTemplateAutoConfiguration;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/** The running routes. Steps are beans under the names that {@code routes/} uses. */
public final class Chain implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final ProducerTemplate template;

    private Chain(ConfigurableApplicationContext context) {
        this.context = context;
        this.template = context.getBean(CamelContext.class).createProducerTemplate();
    }

    /**
     * Starts the routes of a folder.
     *
     * @param routes files of routes
     * @param steps step beans by name
     */
    public static Chain start(List<Path> routes, Map<String, Object> steps) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Wiring.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(Map.of(
                        "camel.main.routes-include-pattern",
                                routes.stream().map(r -> r.toUri().toString()).collect(Collectors.joining(",")),
                        "camel.main.name", "tvarsyn",
                        // Bodies hold identities: no cache of streams on disk, no tracer, no history with headers.
                        "camel.main.stream-caching-enabled", "false",
                        "camel.main.tracing", "false",
                        "camel.main.backlog-tracing", "false",
                        "camel.main.message-history", "false",
                        "camel.main.shutdown-timeout", "5"))
                .properties(Map.of(
                        "camel.main.log-debug-max-chars", "-1",
                        "camel.main.startup-summary-level", "Off",
                        "camel.main.load-type-converters", "false",
                        "spring.main.lazy-initialization", "false",
                        "spring.jmx.enabled", "false",
                        "camel.main.jmx-enabled", "false",
                        "camel.main.use-mdc-logging", "false"))
                .initializers(applicationContext -> {
                    GenericApplicationContext registry = (GenericApplicationContext) applicationContext;
                    steps.forEach((name, step) -> register(registry, name, step));
                })
                .run();
        return new Chain(context);
    }

    @SuppressWarnings("unchecked")
    private static <T> void register(GenericApplicationContext registry, String name, T step) {
        registry.registerBean(name, (Class<T>) step.getClass(), () -> step);
    }

    /** Sends one of our types into a route and waits until it is through. */
    public void send(String route, Object body) {
        try {
            template.requestBody("direct:" + route, body);
        } catch (CamelExecutionException e) {
            // Its message shows the exchange; what matters is the cause, whose messages are ours.
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new RouteFailed(route, e.getCause() == null ? e : e.getCause());
        }
    }

    /** Names of the routes that take one feed each. */
    public List<String> routes() {
        return context.getBean(CamelContext.class).getRoutes().stream()
                .map(org.apache.camel.Route::getRouteId)
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        context.close();
    }

    /** A checked failure inside a route. Keeps the cause for {@code --debug}, and only its type in the message. */
    public static final class RouteFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RouteFailed(String route, Throwable cause) {
            super("route " + route + " failed (" + cause.getClass().getSimpleName() + ")", cause);
        }
    }

    /**
     * What the routes need, by name: of the two hundred configurations that the libraries bring, others would be looked
     * at in every command, and could be switched on by a variable of the environment.
     */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        CamelAutoConfiguration.class,
        CamelRouteTemplateAutoConfiguration.class,
        PropertyPlaceholderAutoConfiguration.class
    })
    static class Wiring {}
}
