/**
 * Benchmarks against named peers, started by {@code ./nova bench NAME}. A result is always a ratio
 * between programs measured in the same run, in turns, on the same core, with the same load; an
 * absolute figure alone says more about the machine.
 *
 * <p>Here: what all of them need to run other programs. The benchmarks are in the packages below.
 * Not here: tests (nothing is asserted), anything of the product.
 */
@NullMarked
package nova.local.bench;

import org.jspecify.annotations.NullMarked;
