package se.tvarsyn;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Everything that anybody logs, at the most talkative levels, message and exceptions. Undoes the OFF of the product's own configuration: what is said must be harmless by
 * itself, not because nobody listens.
 */
public final class CapturedLog implements AutoCloseable {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final StringBuilder lines = new StringBuilder();
    private final Sink sink = new Sink();

    public CapturedLog() {
        sink.setContext(context);
        // Spring Boot would take the appender away.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        sink.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(sink);
        root.setLevel(Level.TRACE);
        for (String name : new String[] {"org.apache.camel", "com.clickhouse", "org.apache.hc", "se.tvarsyn"}) {
            context.getLogger(name).setLevel(Level.TRACE);
        }
        root.detachAppender("stderr");
        // The product asks no source while this one is on (source/TalkativeJvm); a bridge would turn it on here.
        context.getLogger("jdk.internal.httpclient").setLevel(Level.OFF);
    }

    /** For long runs: Camel at TRACE says everything several times over. LeakTests hears it at TRACE. */
    public void withCamelAtDebug() {
        context.getLogger("org.apache.camel").setLevel(Level.DEBUG);
        context.getLogger("org.springframework").setLevel(Level.INFO);
    }

    /** For what a false warehouse answers: the product never turns these loggers on. */
    public void withoutTheVendorsClient() {
        for (String name : new String[] {"com.clickhouse", "org.apache.hc"}) {
            context.getLogger(name).setLevel(Level.OFF);
        }
    }

    public String text() {
        synchronized (lines) {
            return lines.toString();
        }
    }

    @Override
    public void close() {
        System.clearProperty(LoggingSystem.SYSTEM_PROPERTY);
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAppender(sink);
        root.setLevel(Level.WARN);
        for (String name : new String[] {"org.apache.camel", "com.clickhouse", "org.apache.hc"}) {
            context.getLogger(name).setLevel(Level.OFF);
        }
        context.getLogger("jdk.internal.httpclient").setLevel(null);
    }

    private final class Sink extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            synchronized (lines) {
                lines.append(event.getLoggerName())
                        .append(": ")
                        .append(event.getFormattedMessage())
                        .append('\n');
                if (event.getThrowableProxy() != null) {
                    lines.append(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                            .append('\n');
                }
            }
        }
    }
}
