package se.tvarsyn.publication;

import java.util.regex.Pattern;

/** The states of a published figure, never mixed: a value, {@code ..} for hidden, {@code .} for not applicable. */
final class ShownFigure {
    static final String HIDDEN = "..";
    static final String NOT_APPLICABLE = ".";

    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{1,8}");
    private static final Pattern SHARE = Pattern.compile("(100|\\d{1,2})\\.\\d");

    private ShownFigure() {}

    /** @throws IllegalArgumentException where the text is neither {@code ..} nor a number of at least ten */
    static String count(String text) {
        if (!text.equals(HIDDEN) && !COUNT.matcher(text).matches()) {
            throw new IllegalArgumentException("a shown count is '..' or a number of at least 10");
        }
        return text;
    }

    /** @throws IllegalArgumentException where the text is neither {@code ..}, {@code .} nor a percentage with a decimal */
    static String share(String text) {
        if (!text.equals(HIDDEN)
                && !text.equals(NOT_APPLICABLE)
                && !SHARE.matcher(text).matches()) {
            throw new IllegalArgumentException("a shown share is '..', '.' or a percentage with one decimal");
        }
        return text;
    }
}
