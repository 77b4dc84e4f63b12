package se.tvarsyn.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownNumberTests {
    private static final List<ShownNumber> ALL = List.of(
            new ShownNumber.Value(BigDecimal.ZERO),
            new ShownNumber.Value(new BigDecimal("0.0")),
            new ShownNumber.Value(BigDecimal.TEN),
            new ShownNumber.Value(new BigDecimal("1E+3")),
            new ShownNumber.Hidden(),
            new ShownNumber.Missing());

    @Test
    void aValueNothingHiddenAndMissingAreWrittenDifferently() {
        assertThat(ALL).extracting(ShownNumber::text).containsExactly("0", "0.0", "10", "1000", "..", ".");
        assertThat(ALL).doesNotHaveDuplicates();
    }

    @Test
    void isNeverNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ShownNumber.Value(BigDecimal.valueOf(-1)));
    }
}
