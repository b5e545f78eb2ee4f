import { parseArgs } from 'node:util';

/** What the command was asked for. */
export type Wish =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'start'; readonly port: number };

/** Something that the person at the terminal has to change; the message says what. */
export class WishError extends Error {
  override readonly name = 'WishError';
}

const usualPort = 5180;

/** What `--help` prints. */
export const usage = `Usage: scanfill-sandbox [--port ${usualPort}]

Runs Scanfill for development on this machine: the proxy, a stand-in that reads the photos, sessions for anybody, and
pages of localhost allowed. No account, no cost, nothing kept after it ends. It listens on 127.0.0.1 alone.

  --port     the port, or PORT in the environment; 0 takes any free one
  --version  the version
`;

/** Reads the arguments, then the environment. Throws a WishError. */
export function wishOf(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Wish {
  const { help, version, port = env.PORT?.trim() || String(usualPort) } = valuesOf(args);
  if (help) return { kind: 'help' };
  if (version) return { kind: 'version' };
  if (env.NODE_ENV === 'production')
    throw new WishError(
      'NODE_ENV is production: this is a sandbox, with sessions for anybody. Run @scanfill/proxy there.',
    );
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new WishError(`The port is "${port}"; it must be a whole number from 0 to 65535.`);
  return { kind: 'start', port: Number(port) };
}

function valuesOf(args: readonly string[]) {
  const options = {
    port: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean', short: 'v' },
  } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new WishError(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}
