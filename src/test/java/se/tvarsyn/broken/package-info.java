/**
 * Classes that break a rule each, laid out like the product, so that ArchitectureTests can show that its rules bite. In:
 * nothing. Out: violations. Must never: be used by anything.
 */
@org.jspecify.annotations.NullMarked
package se.tvarsyn.broken;
