package swoole4j.framework;

/**
 * Makes the objects of classes that configuration and routes name. Counterpart of a PSR-11 container, in one method, so that a
 * library for dependency injection is one lambda away. Asked once for each class and application.
 */
@FunctionalInterface
public interface Container {
    /** Returns the object of a class; whatever it throws ends the start with the class's name. */
    <T> T get(Class<T> type);
}
