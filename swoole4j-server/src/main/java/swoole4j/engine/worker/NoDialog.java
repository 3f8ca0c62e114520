package swoole4j.engine.worker;

import org.jspecify.annotations.Nullable;
import swoole4j.spi.DialogHandle;
import swoole4j.websocket.Frame;

/** Refuses what only a coroutine server offers. */
record NoDialog(Answer answer) implements DialogHandle {
    @Override
    public boolean upgrade() {
        return answer.refuse("async server does not support protocol upgrade");
    }

    @Override
    public @Nullable Frame recv(double seconds) {
        refused();
        return null;
    }

    @Override
    public boolean isClosed() {
        return !answer.isOpen();
    }

    @Override
    public boolean push(String data, int opcode, int flags) {
        return refused();
    }

    @Override
    public boolean push(byte[] data, int opcode, int flags) {
        return refused();
    }

    @Override
    public boolean push(Frame frame) {
        return refused();
    }

    @Override
    public boolean disconnect(int code, String reason) {
        return refused();
    }

    private boolean refused() {
        return answer.refuse("fd[" + answer.fd() + "] is not a websocket connection");
    }
}
