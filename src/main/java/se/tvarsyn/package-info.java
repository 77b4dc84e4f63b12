/** Tvärsyn. One package per capability; see the data path in README.md. */
@org.jspecify.annotations.NullMarked
package se.tvarsyn;
