import type { Settings } from '../config/settings.ts';
import { createGreenClient, UploadRefusedError } from '../green/client.ts';
import type { CredentialsProvider } from '../green/credentials.ts';
import type { QueryOutcome } from '../green/port.ts';
import { adviceOn, unsignedAdvice } from '../green/refusal-advice.ts';
import type { Finding } from './finding.ts';

/**
 * Asks Green for a task that does not exist, which is free; with the `green` image host also for its upload
 * credentials, which are free as well and need a right of their own.
 */
export async function checkGreen(
  { endpoint, imageHost }: Pick<Settings, 'endpoint' | 'imageHost'>,
  credentials: CredentialsProvider,
): Promise<readonly Finding[]> {
  const green = createGreenClient({ endpoint, credentials });
  const { host } = new URL(endpoint);
  try {
    const asked = findingOf(await green.results(['scanfill-check']), `Green at ${host}: it serves this account`);
    if (!asked.ok || imageHost !== 'green') return [asked];
    const refused = await green.uploadCredentials().then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof UploadRefusedError) return error.outcome;
        throw error;
      },
    );
    const served = 'Green’s upload bucket: it gives credentials';
    return [asked, refused ? findingOf(refused, served) : { ok: true, text: served }];
  } finally {
    await green.close();
  }
}

function findingOf(outcome: QueryOutcome, served: string): Finding {
  switch (outcome.kind) {
    case 'answered':
      return { ok: true, text: served };
    case 'throttled':
      return { ok: true, text: `${served}, and says ${outcome.cause}: others use its rate` };
    case 'refused': {
      // The service itself has said that there is no such task.
      if (outcome.code !== 'green-permission') return { ok: true, text: served };
      return { ok: false, text: `Green answered ${outcome.greenCode}: ${adviceOn(outcome.greenCode).check}` };
    }
    case 'unsigned':
      return { ok: false, text: `Green was not asked (${outcome.cause}): ${unsignedAdvice.check}` };
    case 'not-sent':
      return {
        ok: false,
        text: `Green cannot be reached (${outcome.cause}): check GREEN_ENDPOINT, names and the way out`,
      };
    case 'unknown':
      return { ok: false, text: `Green gave no usable answer (${outcome.cause}): who stands in between?` };
  }
}
