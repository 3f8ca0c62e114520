/** The static handler: finds the file that a request means below document_root. */
@NullMarked
package swoole4j.engine.files;

import org.jspecify.annotations.NullMarked;
