#!/usr/bin/env bash
# Node's http.IncomingMessage (20.20.2, 22.23.5, 24.22.3, 26.10.0), given a source of its own instead of a socket: `message._read = …`.
# Guess: it is a Readable like any other, so that it asks for the next piece whenever somebody listens for data.
# Behaviour: whoever calls read() gets everything; whoever listens for `data`, as every body parser does, gets the first piece, and neither another nor `end`.
# The constructor sets `_readableState.readingMore` and only IncomingMessage's own _read takes that back (lib/_http_incoming.js), so that nothing reads on
# after a push that came later. Calling `IncomingMessage.prototype._read.call(message, size)` first mends it.
# Output seen: "v20.20.2: Readable abc, IncomingMessage a and no end, with its own _read called first abc"
# Loopback is not even used. Exits non-zero where the answer differs; NODE names another Node.
set -eu
"${NODE:-node}" -e "
const { IncomingMessage } = require('node:http');
const { Duplex, Readable } = require('node:stream');
const flows = (stream, before) => {
  const pieces = ['a', 'b', 'c', null];
  stream._read = (size) => {
    before?.(stream, size);
    setImmediate(() => stream.push(pieces.shift()));
  };
  let got = '';
  let end = ' and no end';
  stream.on('data', (piece) => (got += piece)).on('end', () => (end = ''));
  return new Promise((resolve) => setTimeout(() => resolve(got + end), 2_000));
};
const wire = () => new Duplex({ read() {}, write() {} });
const own = (stream, size) => IncomingMessage.prototype._read.call(stream, size);
Promise.all([flows(new Readable()), flows(new IncomingMessage(wire())), flows(new IncomingMessage(wire()), own)]).then(([plain, message, mended]) => {
  console.log(process.version + ': Readable ' + plain + ', IncomingMessage ' + message + ', with its own _read called first ' + mended);
  process.exitCode = plain === 'abc' && message === 'a and no end' && mended === 'abc' ? 0 : 1;
});
"
