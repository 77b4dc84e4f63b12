package se.tvarsyn.web;

/**
 * What a release calls a code.
 *
 * @param en empty for the municipality's own names, and in releases of programs that named in Swedish only
 */
public record CodeName(String sv, String en) {}
