package se.tvarsyn.pseudonymization;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

/** Apart from {@link TokenMakerTests}: two test engines in one class write one report over the other. */
class TokenTextTests {
    @Property(tries = 300)
    void joinsPrefixAndValueAsIfTheyWereOneText(
            @ForAll @StringLength(max = 40) String prefix, @ForAll @StringLength(max = 400) String value) {
        Assume.that(isText(prefix) && isText(value));
        TokenMaker maker =
                new TokenMaker(TokenKeys.drawn("uppfoljning", List.of()).ofPurpose(), "row");
        assertThat(maker.token(prefix, value)).isEqualTo(maker.token(prefix + "|" + value));
    }

    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
