package se.tvarsyn.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Switches of the JVM that make its HTTP client write addresses with their queries, headers or bodies to a log. They are
 * set outside the product, so no source is asked while one is on (checked with JDK 17).
 */
final class TalkativeJvm {
    private static final List<String> OPTIONS =
            List.of("jdk.httpclient.HttpClient.log", "jdk.internal.httpclient.debug", "javax.net.debug");
    /** Speaks whenever its level lets it, without any option. */
    private static final System.Logger CLIENT = System.getLogger("jdk.internal.httpclient.debug");

    private TalkativeJvm() {}

    /** @return what is on, in words; null where the JVM keeps quiet */
    static @Nullable String whatIsOn() {
        for (String option : OPTIONS) {
            if (System.getProperty(option) != null) {
                return "the JVM option " + option;
            }
        }
        return CLIENT.isLoggable(System.Logger.Level.DEBUG) ? "the logger " + CLIENT.getName() : null;
    }
}
