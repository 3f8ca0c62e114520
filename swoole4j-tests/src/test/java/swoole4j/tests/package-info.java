/** Checks of the whole: layer rules, conformance, scenarios. */
@NullMarked
package swoole4j.tests;

import org.jspecify.annotations.NullMarked;
