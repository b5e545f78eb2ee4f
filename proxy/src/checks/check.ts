import { configOf, type Environment } from '../config/environment.ts';
import { ConfigError } from '../config/fault.ts';
import { isStrict, refuseBun } from '../config/runtime.ts';
import { settingsOf } from '../config/settings.ts';
import { checkGreen } from './check-green.ts';
import { checkSessionKeys } from './check-session-keys.ts';
import { checkStore } from './check-store.ts';
import { checkThrough } from './check-through.ts';
import type { Finding } from './finding.ts';

/**
 * `scanfill-proxy --check`: parses the whole configuration, asks Green a free query and opens the store, finding by
 * finding as they come. Starts nothing. `through`: an address of the running service, which is sent 20 MB.
 */
export async function* check(env: Environment, through?: string): AsyncGenerator<Finding> {
  refuseBun();
  let config: ReturnType<typeof configOf>;
  let settings: ReturnType<typeof settingsOf>;
  try {
    config = configOf(env);
    settings = settingsOf(config.options, { strict: isStrict(env), host: config.host });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    yield { ok: false, text: `Configuration: ${error.message}` };
    return;
  }
  yield { ok: true, text: 'Configuration: complete' };
  yield* await checkSessionKeys(settings);
  yield* await checkGreen(settings, config.options.credentials);
  yield* await checkStore(settings);
  if (through !== undefined) yield* await checkThrough(through, settings);
}
