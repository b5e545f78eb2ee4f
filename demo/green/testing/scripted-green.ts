import { createGreen, type Green, type GreenOptions } from '../green.ts';
import { makeCardImage } from './card-image.ts';
import { createEmbeddedReader } from './embedded-reader.ts';
import { startImageServer } from './image-server.ts';
import { callGreen, type SignedCall, sendCall, signCall } from './signed-call.ts';

/** The account of the stand-ins below. */
export const account = { accessKeyId: 'testid', accessKeySecret: 'testsecret', uid: '11' };

export const scanPath = '/green/image/asyncscan';
export const resultsPath = '/green/image/results';

/** Stand-ins with an image server beside them, for tests of the stand-in itself. */
export async function startBench() {
  const images = await startImageServer();
  const running: Green[] = [];
  return {
    images,
    async start(options: Partial<GreenOptions> = {}) {
      const green = createGreen({ accounts: [account], reader: createEmbeddedReader(), ...options });
      running.push(green);
      const { url } = await green.listen(0);
      const name = `card-${running.length}.png`;
      const image = images.put(name, makeCardImage('bank-card', { bankCardNum: '6222' }, { seed: name }));
      /** A scan's body, of one task under this dataId unless told. */
      const bodyOf = (dataIds: readonly string[] = ['mine'], more: object = {}) =>
        JSON.stringify({
          scenes: ['ocr'],
          extras: { card: 'bank-card' },
          tasks: dataIds.map((dataId) => ({ dataId, url: image })),
          ...more,
        });
      const call = (path: string, body: string, more: Partial<SignedCall> = {}) =>
        callGreen({ url, path, body, account, ...more });
      return {
        green,
        url,
        image,
        imagePath: `/${name}`,
        bodyOf,
        submit: (more?: Partial<SignedCall>, body = bodyOf()) => call(scanPath, body, more),
        ask: (taskIds: readonly string[], more?: Partial<SignedCall>) =>
          call(resultsPath, JSON.stringify(taskIds), more),
        /** A signed request that can be sent again and again. */
        prepare(path: string, body: string, more: Partial<SignedCall> = {}) {
          const headers = signCall({ url, path, body, account, ...more });
          return (connection: Record<string, string> = {}) => sendCall(url, path, body, { ...headers, ...connection });
        },
      };
    },
    async stop() {
      await Promise.all(running.map((green) => green.stop()));
      await images.stop();
    },
  };
}
