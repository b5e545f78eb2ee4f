import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ServedImages } from '../images/images.ts';
import { getImage } from './get-image.ts';

let server: Server;
let opened: string[];
let asked: number;

beforeEach(async () => {
  opened = [];
  asked = 0;
  const images: Pick<ServedImages, 'open'> = {
    async open(token) {
      opened.push(token);
      return undefined;
    },
  };
  const app = express();
  app.use((_request, _response, next) => {
    asked += 1;
    next();
  });
  app.get('/i/:token', getImage(images as ServedImages, { fetching: () => () => {} }));
  server = createServer(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

/** As a process that is busy with something else. */
function standStill(ms: number): void {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
}

test('whoever hung up before an image could be given to him is not counted as having fetched it', async () => {
  const { port } = server.address() as AddressInfo;
  const client = connect(port, '127.0.0.1');
  await once(client, 'connect');
  client.write('GET /i/gone HTTP/1.1\r\nHost: a\r\n\r\n', () => client.destroy());
  await once(client, 'close');
  standStill(50);
  await expect.poll(() => asked).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(opened).toEqual([]);
});

test('whoever waits is given it', async () => {
  const { port } = server.address() as AddressInfo;
  await fetch(`http://127.0.0.1:${port}/i/here`);
  expect(opened).toEqual(['here']);
});
