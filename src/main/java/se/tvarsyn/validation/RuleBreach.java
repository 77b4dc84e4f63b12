package se.tvarsyn.validation;

import org.jspecify.annotations.Nullable;

/**
 * A rule that a record breaks.
 *
 * @param field canonical field, null where no single one is to blame
 */
record RuleBreach(@Nullable String field, String reason, String mend) {}
