// WebSocket servers on one port; the path says which. Each sends messages back, but for text that begins with #: a command.
'use strict';

const fs = require('fs');
const http = require('http');
const https = require('https');
const path = require('path');
const { createRequire } = require('module');
const { WebSocketServer } = createRequire(path.join(process.cwd(), 'package.json'))('ws');

const [certificate, key] = process.argv.slice(2);
const server = certificate
    ? https.createServer({ cert: fs.readFileSync(certificate), key: fs.readFileSync(key) })
    : http.createServer();

const deflate = {
    threshold: 0,
    serverNoContextTakeover: true,
    clientNoContextTakeover: true,
};
const servers = {
    '/plain': new WebSocketServer({ noServer: true }),
    '/deflate': new WebSocketServer({ noServer: true, perMessageDeflate: deflate }),
    '/takeover': new WebSocketServer({ noServer: true, perMessageDeflate: { threshold: 0 } }),
    '/small': new WebSocketServer({ noServer: true, maxPayload: 1000 }),
    '/protocols': new WebSocketServer({
        noServer: true,
        handleProtocols: (offered) => (offered.has('chat.v2') ? 'chat.v2' : false),
    }),
};

function command(socket, tcp, text) {
    const [name, ...rest] = text.slice(1).split(' ');
    const argument = rest.join(' ');
    switch (name) {
        case 'close':
            socket.close(...(argument ? [Number(rest[0]), rest.slice(1).join(' ')] : []));
            break;
        case 'ping':
            socket.ping(argument);
            break;
        case 'pong':
            socket.pong(argument);
            break;
        case 'fragments':
            rest.forEach((part, n) => socket.send(part, { fin: n === rest.length - 1 }));
            break;
        case 'terminate':
            socket.terminate();
            break;
        case 'break': // in the middle of a frame
            tcp.write(Buffer.from([0x81, 0x7e, 0x10, 0x00, 0x61]), () => socket.terminate());
            break;
        case 'traffic': // bytes that came and that went
            socket.send(`${tcp.bytesRead} ${tcp.bytesWritten}`);
            break;
        case 'extensions':
            socket.send(`[${socket.extensions}]`);
            break;
        case 'send': // so many messages of so many bytes
            for (let n = 0; n < Number(rest[0]); n++) socket.send(Buffer.alloc(Number(rest[1]), n));
            break;
        default:
            socket.close(4999, `unknown command ${name}`);
    }
}

server.on('upgrade', (request, tcp, head) => {
    const which = servers[request.url];
    if (!which) {
        tcp.end('HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone');
        return;
    }
    which.handleUpgrade(request, tcp, head, (socket) => {
        socket.on('message', (data, binary) => {
            const text = binary ? '' : data.toString();
            if (text.startsWith('#')) command(socket, tcp, text);
            else socket.send(data, { binary });
        });
        socket.on('ping', (data) => console.log(`ping ${data}`));
        socket.on('pong', (data) => console.log(`pong ${data}`));
        socket.on('close', (code, reason) => console.log(`close ${code} ${reason}`));
        socket.on('error', (e) => console.log(`error ${e.message}`));
    });
});
server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
