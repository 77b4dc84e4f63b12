/**
 * Takes every trace of a person out of the warehouse, and proves it (PRIVACY.md 5).
 *
 * <p>In: tokens of persons. Out: how many rows went, and what was looked at afterwards.
 *
 * <p>Must never: write a token into a statement, a log or a message: statements are kept on disk with the mutation that
 * they start; take a lightweight DELETE for erasure.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.erasure;
