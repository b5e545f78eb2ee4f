/**
 * Throws an `Error` for the operator under Bun, which puts a stub in the place of undici: its `Client.request` gives
 * nothing back, so that images would be sent and their answers lost.
 */
export function refuseBun(versions: Readonly<Record<string, string | undefined>> = process.versions): void {
  if (versions.bun !== undefined)
    throw new Error(
      `Bun ${versions.bun} cannot run this service: its stand-in for undici loses Green’s answers. Use Node 20.19 or newer, or Deno`,
    );
}

/** Whether what is unsafe is refused: always but in development, so that a variable left out or misspelt is safe. */
export const isStrict = (env: Readonly<Record<string, string | undefined>> = process.env): boolean =>
  env.NODE_ENV !== 'development';
