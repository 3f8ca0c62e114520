/** Replays the transcripts of Swoole 6.2.1 in {@code reference/scenarios} against the ported scripts beside them. */
@NullMarked
package swoole4j.scenario;

import org.jspecify.annotations.NullMarked;
