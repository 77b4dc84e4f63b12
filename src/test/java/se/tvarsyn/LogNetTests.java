package se.tvarsyn;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The last net under the log: the product says no number, and what a library says loses it. */
class LogNetTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "201001012382",
                "20100101-2382",
                "100101-2382",
                "1001012382",
                "20100101 2382",
                "19100101+2382",
                "20130101TF01",
                "20100101-T220",
                "200900802398"
            })
    void masksEveryKindOfIdentityNumber(String number) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.err;
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        try {
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(Objects.requireNonNull(LogNetTests.class.getResource("/logback.xml")));
            context.getLogger("a.library").warn("duplicate element: {}, of unit 48392017 on 2026-03-02", number);
            context.getLogger("a.library").error("failed", new IllegalStateException("key " + number + "|x"));
        } finally {
            System.setErr(before);
            context.stop();
        }
        String lines = said.toString(StandardCharsets.UTF_8);
        assertThat(lines)
                .contains("duplicate element: (number), of unit 48392017 on 2026-03-02")
                .contains("failed")
                .doesNotContain(number);
    }
}
