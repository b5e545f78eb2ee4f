import type { GreenClient } from '../../proxy/src/green/client.ts';
import { codePlace } from './code-place.ts';
import type { Finding } from './finding.ts';
import type { WireAnswer } from './wire-call.ts';

type Call = (path: string, body: unknown) => Promise<WireAnswer>;

/** What free queries can tell: the signature, used nonces, the exact words of throttling. */
export async function lookFree(
  client: GreenClient,
  call: Call,
  sleep: (ms: number) => Promise<void>,
): Promise<readonly Finding[]> {
  const results = '/green/image/results';
  const pause = (): Promise<void> => sleep(150);
  const findings: Finding[] = [];

  const answer = await call(results, ['img0000@scanfill-live-none']);
  const gateway = answer.json.Code;
  findings.push({
    guess: 'a request signed as ROA HMAC-SHA1 passes the gateway',
    seen:
      gateway === undefined
        ? `HTTP ${answer.status}, code ${String(answer.json.code)}`
        : `HTTP ${answer.status}, ${String(gateway)}`,
    verdict: gateway === undefined && answer.json.code !== undefined ? 'holds' : 'differs',
    code: codePlace('proxy/src/green/sign.ts', 'export function sign('),
  });

  await sleep(1_100);
  const nonce = await client.probeNonce({ wanted: 3, slot: pause });
  findings.push({
    guess: 'a used nonce is refused with SignatureNonceUsed, so an identical replay cannot bill twice',
    seen: `the second of identical queries was ${nonce}`,
    verdict: nonce === 'refused' ? 'holds' : nonce === 'accepted' ? 'differs' : 'open',
    code: codePlace('proxy/src/green/outcome-table.ts', 'SignatureNonceUsed'),
  });

  await sleep(1_100);
  // Twice the allowance at once, free of charge: some of these must be refused.
  const burst = await Promise.all(Array.from({ length: 20 }, () => call(results, ['img0000@scanfill-live-none'])));
  const refused = burst.filter((each) => each.json.Code !== undefined || each.status === 429 || each.json.code === 588);
  const words = [...new Set(refused.map((each) => `HTTP ${each.status} ${String(each.json.Code ?? each.json.code)}`))];
  const known = refused.every(
    (each) => /^Throttling(\.|$)/.test(String(each.json.Code)) || each.status === 429 || each.json.code === 588,
  );
  findings.push({
    guess: 'over ten calls a second are answered Throttling, Throttling.User or Throttling.Api',
    seen:
      refused.length === 0
        ? 'none of 20 calls at once was refused'
        : `${refused.length} of 20 refused: ${words.join(', ')}`,
    verdict: refused.length === 0 ? 'open' : known ? 'holds' : 'differs',
    code: codePlace('proxy/src/green/outcome-table.ts', 'Throttling'),
  });
  await sleep(1_100);
  return findings;
}
