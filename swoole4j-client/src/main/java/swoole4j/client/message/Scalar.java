package swoole4j.client.message;

/** Values of PHP that become text. */
final class Scalar {
    private Scalar() {}

    /**
     * Returns the text.
     *
     * @param what names the value in the exception
     * @throws IllegalArgumentException for a value of another kind
     */
    static String text(String what, Object value) {
        return switch (value) {
            case CharSequence text -> text.toString();
            case Boolean truth -> truth ? "1" : "0";
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 -> Long.toString(number.longValue());
            case Float number
            when number == Math.rint(number) && Math.abs(number) < 1e15 -> Long.toString(number.longValue());
            case Number number -> number.toString();
            default ->
                throw new IllegalArgumentException("the value of " + what + " is a "
                        + value.getClass().getName() + ", expected text, a number or a truth value");
        };
    }
}
