package swoole4j.framework.dispatcher;

/** A message called a controller that is not there. EasySwoole speaks of an empty pool of controllers. */
public final class NoSuchControllerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchControllerException(String name) {
        // The name is the peer's: it may not begin lines of the log.
        super("no controller is named '" + name.replaceAll("\\p{Cntrl}", "?") + "'");
    }
}
