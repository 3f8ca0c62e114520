package swoole4j.engine;

import static swoole4j.Constants.SWOOLE_PROCESS;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.config.Options;
import swoole4j.engine.process.Identity;
import swoole4j.engine.process.Lifeline;
import swoole4j.engine.process.Manifest;
import swoole4j.engine.reactor.ListenAddress;

/** A server that is set up again in a process of one of its workers: what the master has counts. Immutable. */
record ProcessRole(Identity identity, Manifest manifest) {
    private static final Logger log = LoggerFactory.getLogger(ProcessRole.class);

    /** Returns what this process is to a server of that mode, null where it is no worker; one that is ends with its master from here on. */
    static @Nullable ProcessRole of(int mode) {
        Identity identity = mode == SWOOLE_PROCESS ? Identity.ofThisJvm() : null;
        if (identity == null) return null;
        Lifeline.hold();
        return new ProcessRole(identity, Manifest.read(identity.folder().resolve(ProcessFiles.MANIFEST)));
    }

    /** Describes a port, whose number the master knows. */
    ListenAddress address(int index, String host, int port, int type) {
        boolean known = index < manifest.ports().size();
        return ListenAddress.described(host, known ? manifest.ports().get(index).number() : port, type);
    }

    /** Makes the settings those of the master, and logs what was another. */
    void adopt(Options ofServer, List<PortCore> ports) {
        for (Manifest.Difference difference : manifest.differences(describe(ofServer, ports))) {
            log.warn("{}; the master's counts", difference);
        }
        ofServer.adopt(manifest.settings());
        for (int index = 1; index < Math.min(ports.size(), manifest.ports().size()); index++) {
            ports.get(index).options().adopt(manifest.ports().get(index).settings());
        }
    }

    /** Describes a server that is set up. */
    static Manifest describe(Options ofServer, List<PortCore> ports) {
        List<Manifest.Port> described = new ArrayList<>();
        for (PortCore port : ports) {
            boolean primary = port.options() == ofServer;
            described.add(new Manifest.Port(
                    port.host(),
                    port.port(),
                    port.fullType(),
                    primary ? null : port.options().texts()));
        }
        return new Manifest(ofServer.texts(), described);
    }
}
