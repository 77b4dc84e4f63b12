/**
 * The command line: words in, words out, exit codes.
 *
 * <p>Results go to stdout, everything else to stderr. Exit codes are those of MODEL.md: 0 everything taken, 1 the input
 * or configuration has problems, 2 wrong usage, 3 a source or the warehouse could not be reached, 70 internal error.
 * Must never: print a value of a record (preview prints tokens drawn for that run), or a stack trace without {@code
 * --debug}.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.cli;
