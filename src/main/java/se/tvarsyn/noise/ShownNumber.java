package se.tvarsyn.noise;

import java.math.BigDecimal;

/** What a release shows of one figure. A value, {@code ..}, {@code .} and 0 are four things and never stand for each other. */
public sealed interface ShownNumber {
    /** As it is published, with a decimal point where there are decimals. */
    String text();

    /** @param number protected and rounded; not negative; its scale is the number of decimals shown */
    record Value(BigDecimal number) implements ShownNumber {
        public Value {
            if (number.signum() < 0) {
                throw new IllegalArgumentException("a shown number is not negative");
            }
        }

        @Override
        public String text() {
            return number.toPlainString();
        }
    }

    /** There is a figure, and it would tell too much of too few persons. */
    record Hidden() implements ShownNumber {
        @Override
        public String text() {
            return "..";
        }
    }

    /** There is no figure: nothing to divide by. */
    record Missing() implements ShownNumber {
        @Override
        public String text() {
            return ".";
        }
    }
}
