package se.tvarsyn.web.operations;

/**
 * A sentence on a page.
 *
 * @param language that it is in; what the program tells of failures is in English
 */
record Said(String text, String language) {
    /** As a command would print it. */
    static Said told(String message) {
        return new Said(message, "en");
    }
}
