package swoole4j.framework.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import swoole4j.Event;
import swoole4j.Server;
import swoole4j.engine.Spec;
import swoole4j.server.Callback;
import swoole4j.server.EventEmitter;
import swoole4j.websocket.Frame;

/** Registering callbacks in EasySwoole's way. */
class EventRegisterTest {
    private final List<String> called = new ArrayList<>();
    private final Emitter emitter = new Emitter();
    private final EventRegister register = EventRegister.of(emitter);

    /** Keeps one callback for an event, as a server does. */
    private static final class Emitter extends EventEmitter {
        final Map<String, Callback> callbacks = new HashMap<>();
        boolean started;

        @Override
        protected boolean register(String event, Callback callback) {
            if (!started) callbacks.put(event, callback);
            return !started;
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        <C extends Callback> C callback(Event<C> event) {
            return (C) Objects.requireNonNull(callbacks.get(event.name()));
        }
    }

    @Test
    @Spec("framework 81")
    void addAppendsAndAllAreCalledInOrderWithTheSameArguments() throws Exception {
        Frame frame = new Frame("hello");
        for (String name : List.of("first", "second", "third")) {
            assertTrue(register.add(Event.MESSAGE, (_, it) -> {
                assertSame(frame, it);
                called.add(name);
            }));
        }
        emitter.callback(Event.MESSAGE).call(none(), frame);
        assertEquals(List.of("first", "second", "third"), called);
    }

    @Test
    @Spec("framework 81")
    void setReplacesAllThatWereThere() throws Exception {
        register.add(Event.CLOSE, (_, _, _) -> called.add("first"));
        register.add(Event.CLOSE, (_, _, _) -> called.add("second"));
        register.set(Event.CLOSE, (_, fd, reactorId) -> called.add("third " + fd + " " + reactorId));
        register.add(Event.CLOSE, (_, _, _) -> called.add("fourth"));
        emitter.callback(Event.CLOSE).call(none(), 7, -1);
        assertEquals(List.of("third 7 -1", "fourth"), called);
    }

    @Test
    void oneThatThrowsKeepsNoOtherFromBeingCalled() {
        RuntimeException first = new RuntimeException("first");
        RuntimeException second = new RuntimeException("second");
        register.add(Event.WORKER_START, (_, _) -> {
            throw first;
        });
        register.add(Event.WORKER_START, (_, id) -> called.add("worker " + id));
        register.add(Event.WORKER_START, (_, _) -> {
            throw second;
        });
        Callback.OnId<Server> all = emitter.callback(Event.WORKER_START);
        assertSame(first, assertThrows(RuntimeException.class, () -> all.call(none(), 3)));
        assertEquals(List.of("worker 3"), called);
        assertEquals(List.of(second), List.of(first.getSuppressed()));
    }

    @Test
    void theResultOfATaskIsTheFirstThatThereIs() throws Exception {
        register.add(Event.TASK, (_, _, _, _) -> null);
        register.add(Event.TASK, (_, _, _, data) -> data + "!");
        register.add(Event.TASK, (_, _, _, _) -> called.add("the last one"));
        assertEquals("hello!", emitter.callback(Event.TASK).call(none(), 1, 0, "hello"));
        assertEquals(List.of("the last one"), called);
    }

    @Test
    void callbacksOfTwoShapesCannotStandBesideEachOther() {
        register.add(Event.TASK, (_, _, _, _) -> null);
        var thrown = assertThrows(IllegalArgumentException.class, () -> register.add(Event.TASK_OBJECT, (_, _) -> {}));
        assertEquals("callbacks of another shape are registered for task; set() replaces them", thrown.getMessage());
        assertTrue(register.set(Event.TASK_OBJECT, (_, _) -> {}));
        assertInstanceOf(Callback.OnTaskObjectOnly.class, emitter.callbacks.get("task"));
    }

    @Test
    void nothingIsRegisteredAfterTheStart() {
        emitter.started = true;
        assertFalse(register.set(Event.START, _ -> {}));
        assertFalse(register.add(Event.START, _ -> {}));
        assertEquals(Map.of(), emitter.callbacks);
    }

    @Test
    @Spec("framework 81")
    void everyTypedEventTakesSeveralCallbacks() throws Exception {
        int events = 0;
        for (Field field : Event.class.getFields()) {
            if (field.getType() == Event.class && Modifier.isStatic(field.getModifiers())) {
                register((Event<?>) Objects.requireNonNull(field.get(null)), shape(field));
                events++;
            }
        }
        assertTrue(events > 20, () -> "only some events were found");
        assertTrue(called.isEmpty());
    }

    /** Registers two callbacks that note their call, and calls the one that the emitter got. */
    @SuppressWarnings("unchecked")
    private <C extends Callback> void register(Event<C> event, Class<?> shape) throws Exception {
        EventRegister mine = EventRegister.of(emitter);
        for (String name : List.of("first", "second")) {
            mine.add(event, (C) Proxy.newProxyInstance(shape.getClassLoader(), new Class<?>[] {shape}, (_, _, _) -> {
                called.add(name);
                return null;
            }));
        }
        Callback all = emitter.callback(event);
        var call = List.of(shape.getDeclaredMethods()).getFirst();
        call.invoke(all, zeros(call.getParameterTypes()));
        assertEquals(List.of("first", "second"), called, event::name);
        called.clear();
    }

    private static Object[] zeros(Class<?>[] types) {
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) if (types[i] == int.class) values[i] = 0;
        return values;
    }

    private static Class<?> shape(Field event) {
        var type = ((ParameterizedType) event.getGenericType()).getActualTypeArguments()[0];
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    /** The server is handed on untouched: none is needed. */
    @SuppressWarnings({"NullAway", "DataFlowIssue", "TypeParameterUnusedInFormals"})
    private static <S extends Server> S none() {
        return null;
    }
}
