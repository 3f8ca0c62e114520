/** The values that workers hand to each other: which there are, their copies and their bytes. */
@NullMarked
package swoole4j.core.value;

import org.jspecify.annotations.NullMarked;
