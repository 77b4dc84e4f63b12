package se.tvarsyn.mapping;

/**
 * What a field reader gives instead of a value that breaks a rule. One instance per rule of a field, made when the
 * mapping file is read, so that a million bad rows cost no more than a million good ones.
 *
 * @param reason short code that is counted and shown
 * @param mend in words; names the rule, never the value
 */
record Violation(String field, String reason, String mend) {}
