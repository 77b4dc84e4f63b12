/**
 * The conformance battery: every feed of the contract declares how its source writes things ({@link FeedSource}), and the
 * same checks run against all of them, on the real engine and over real HTTP.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.conformance;
