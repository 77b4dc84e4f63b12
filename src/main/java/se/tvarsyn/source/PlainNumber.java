package se.tvarsyn.source;

/** Numbers as Swedish office programs write them: {@code 1 234,5}, {@code −3}, {@code 40,0}. */
final class PlainNumber {
    private PlainNumber() {}

    /**
     * The number with a decimal point, without blanks between its digits, and without a fraction of nothing but zeros.
     *
     * @return the text as it was where it is no such number; whether that will do is the mapping's to say
     */
    static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int point = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                plain.append(c);
            } else if (c == ',' || c == '.') {
                if (point >= 0 || plain.isEmpty()) {
                    return text;
                }
                point = plain.length();
                plain.append('.');
            } else if (c == '-' || c == '\u2212') {
                if (!plain.isEmpty()) {
                    return text;
                }
                plain.append('-');
            } else if (c != ' ' && c != '\u00A0' && c != '\u202F') {
                return text;
            }
        }
        if (point >= 0) {
            int end = plain.length();
            while (plain.charAt(end - 1) == '0') {
                end--;
            }
            plain.setLength(end - 1 == point ? point : end);
        }
        return plain.isEmpty() || plain.charAt(plain.length() - 1) == '-' ? text : plain.toString();
    }
}
