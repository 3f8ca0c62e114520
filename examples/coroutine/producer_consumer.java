import static swoole4j.Coroutine.go;
import static swoole4j.Coroutine.run;

import swoole4j.Coroutine;
import swoole4j.coroutine.Channel;

void main() {
    run(() -> {
        var chan = new Channel<Integer>(2);
        go(() -> {
            for (int i = 1; i <= 5; i++) {
                chan.push(i * i); // waits while two are there that nobody has taken
                Coroutine.sleep(0.01);
            }
            chan.close();
        });
        for (int consumer = 1; consumer <= 2; consumer++) {
            int number = consumer;
            go(() -> {
                for (Integer value; (value = chan.pop()) != null; ) {
                    IO.println("consumer " + number + " takes " + value);
                    Coroutine.sleep(0.015);
                }
                IO.println("consumer " + number + " is done: " + (chan.errCode() == Channel.CLOSED));
            });
        }
    });
}
