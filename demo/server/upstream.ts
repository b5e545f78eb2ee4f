import { randomBytes } from 'node:crypto';
import { createGreen } from '../green/green.ts';
import type { Ledger } from '../green/ledger.ts';
import type { Reader } from '../green/reader-port.ts';
import { createReader, readerProblem } from '../reader/reader.ts';
import { portProblem } from './listen.ts';
import type { Mode } from './mode.ts';
import type { DemoSettings, GreenAccount } from './settings.ts';

/** What recognises the photos. */
export type Upstream = {
  readonly mode: Mode;
  /** The account the proxy calls it with. */
  readonly account: GreenAccount;
  /** The stand-in's account ID, which its notifications are signed with. */
  readonly uid?: string;
  /** What the stand-in billed. */
  readonly ledger?: Ledger;
  stop(): Promise<void>;
};

/**
 * The real Green where an account is set, else the stand-in on this machine, with a key of its own that nobody else
 * knows.
 */
export async function startUpstream(settings: DemoSettings, reader?: Reader): Promise<Upstream> {
  const { account, greenPort = 5174 } = settings;
  if (account !== undefined)
    return {
      mode: { upstream: 'green', endpoint: new URL(account.endpoint).host },
      account,
      stop: async () => {},
    };
  const problem = reader === undefined ? readerProblem() : undefined;
  const reads = reader ?? createReader();
  const accessKeyId = 'scanfill-demo';
  const accessKeySecret = randomBytes(24).toString('hex');
  const uid = '1000000000000000';
  const green = createGreen({ accounts: [{ accessKeyId, accessKeySecret, uid }], reader: reads });
  const stop = async (): Promise<void> => {
    await green.stop();
    await reads.stop();
  };
  const { url } = await green.listen(greenPort, '127.0.0.1').catch(async (error: unknown) => {
    await reads.stop();
    throw portProblem(error, greenPort, '127.0.0.1', 'GREEN_PORT');
  });
  // The first photo should not have to wait for the models; if they fail to load, that photo's scan says so.
  if (problem === undefined) reads.warm().catch(() => undefined);
  return {
    mode: { upstream: 'stand-in', ...(problem === undefined ? {} : { problem }) },
    account: { accessKeyId, accessKeySecret, endpoint: url },
    uid,
    ledger: green.ledger,
    stop,
  };
}
