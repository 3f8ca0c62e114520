package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.core.http.Conditional.Outcome;

/** Conditional requests, RFC 9110 13. */
class ConditionalTest {
    private static final long CHANGED = 1_700_000_000L; // Tue, 14 Nov 2023 22:13:20 GMT
    private static final long NOW = 1_795_243_952L;
    private static final String SAME = "Tue, 14 Nov 2023 22:13:20 GMT";
    private static final String EARLIER = "Tue, 14 Nov 2023 22:13:19 GMT";
    private static final String LATER = "Wed, 15 Nov 2023 22:13:20 GMT";
    private static final String TAG = "W/\"6553f100-14\"";

    @Nested
    class Section8EntityTags {
        @Test
        void areWeakAndMadeOfTimeAndLength() {
            assertEquals(TAG, EntityTag.weak(CHANGED, 20));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "W/\"1\"|W/\"1\"|false|true",
                    "W/\"1\"|W/\"2\"|false|false",
                    "W/\"1\"|\"1\"|false|true",
                    "\"1\"|W/\"1\"|false|true",
                    "\"1\"|\"1\"|true|true",
                    "\"0\", W/\"1\" ,\"1\"|\"1\"|true|true",
                    "\"0,\"1\"|\"1\"|false|false",
                    "*|\"1\"|true|true",
                    "\"*\"|\"1\"|false|false",
                    "1|\"1\"|false|false",
                    "\"1|\"1\"|false|false",
                    "W/|\"1\"|false|false",
                    "\"10\"|\"1\"|false|false"
                })
        void matchStronglyOrWeakly(String list, String tag, boolean strong, boolean weak) {
            assertEquals(strong, EntityTag.strongMatch(list, tag));
            assertEquals(weak, EntityTag.weakMatch(list, tag));
        }
    }

    @Nested
    class Section13Preconditions {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    SAME + "|NOT_MODIFIED",
                    LATER + "|NOT_MODIFIED",
                    EARLIER + "|PROCEED",
                    "Tuesday, 14-Nov-23 22:13:20 GMT|NOT_MODIFIED",
                    "Tue Nov 14 22:13:20 2023|NOT_MODIFIED",
                    "yesterday|PROCEED"
                })
        void ifModifiedSince(String date, Outcome outcome) {
            assertEquals(outcome, new Conditional(null, null, null, date, null).evaluate(CHANGED, null, NOW));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {SAME + "|PROCEED", LATER + "|PROCEED", EARLIER + "|PRECONDITION_FAILED", "x|PROCEED"})
        void ifUnmodifiedSince(String date, Outcome outcome) {
            assertEquals(outcome, new Conditional(null, date, null, null, null).evaluate(CHANGED, null, NOW));
        }

        @Test
        void ifNoneMatchWinsOverTheDate() {
            assertEquals(Outcome.NOT_MODIFIED, noneMatch(TAG, EARLIER));
            assertEquals(Outcome.NOT_MODIFIED, noneMatch("*", EARLIER));
            assertEquals(Outcome.PROCEED, noneMatch("\"x\"", LATER));
            assertEquals(Outcome.PROCEED, new Conditional(null, null, TAG, SAME, null).evaluate(CHANGED, null, NOW));
        }

        @Test
        void ifMatchWinsOverTheDateAndWantsAStrongTag() {
            assertEquals(Outcome.PRECONDITION_FAILED, match(TAG, LATER, TAG));
            assertEquals(Outcome.PROCEED, match("*", EARLIER, TAG));
            assertEquals(Outcome.PROCEED, match("\"1\"", EARLIER, "\"1\""));
            assertEquals(Outcome.PRECONDITION_FAILED, match("\"1\"", LATER, null));
        }

        @Test
        void failureComesBeforeNotModified() {
            Conditional both = new Conditional(null, EARLIER, TAG, SAME, null);
            assertEquals(Outcome.PRECONDITION_FAILED, both.evaluate(CHANGED, TAG, NOW));
        }

        @Test
        void withoutConditionsTheRequestProceeds() {
            Conditional none = new Conditional(null, null, null, null, null);
            assertEquals(Outcome.PROCEED, none.evaluate(CHANGED, TAG, NOW));
            assertTrue(none.allowsRange(CHANGED, TAG, NOW));
        }

        private static Outcome noneMatch(String tags, String date) {
            return new Conditional(null, null, tags, date, null).evaluate(CHANGED, TAG, NOW);
        }

        private static Outcome match(String tags, String date, @Nullable String tag) {
            return new Conditional(tags, date, null, null, null).evaluate(CHANGED, tag, NOW);
        }
    }

    @Nested
    class Section13IfRange {
        @Test
        void allowsTheRangeOfThisVersionOnly() {
            assertTrue(allows(SAME, TAG));
            assertFalse(allows(LATER, TAG));
            assertFalse(allows(EARLIER, TAG));
            assertTrue(allows("\"1\"", "\"1\""));
        }

        @ParameterizedTest
        @ValueSource(strings = {TAG, "\"6553f100-14\"", "*", "x", "", "\"1\", \"2\""})
        void allowsNothingForWeakOrUnreadableValidators(String validator) {
            assertFalse(allows(validator, TAG));
            assertFalse(allows(validator, null));
        }

        @Test
        void doesNotTrustTheCurrentSecond() {
            Conditional conditional = new Conditional(null, null, null, null, SAME);
            assertFalse(conditional.allowsRange(CHANGED, null, CHANGED));
            assertTrue(conditional.allowsRange(CHANGED, null, CHANGED + 1));
        }

        private static boolean allows(String ifRange, @Nullable String tag) {
            return new Conditional(null, null, null, null, ifRange).allowsRange(CHANGED, tag, NOW);
        }
    }
}
