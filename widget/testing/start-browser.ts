import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A program that was started, with everything it started itself. */
export type Running = { readonly child: ChildProcess; stop(): Promise<void> };

/**
 * Nothing that would reach for the network or ask a person; what pages write on their console also stands on the
 * output.
 */
const preferences = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.safebrowsing.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.reportingpolicy.firstRun': false,
};

/** A camera that sees colours change, and may be used without asking. */
const cameraPreferences = { 'media.navigator.streams.fake': true, 'media.navigator.permission.disabled': true };

/** Starts Firefox without a window, in a profile of its own. */
export async function startFirefox(
  args: readonly string[],
  {
    camera = false,
    preferences: own = {},
    ...options
  }: SpawnOptions & { readonly camera?: boolean; readonly preferences?: Readonly<Record<string, boolean>> } = {},
): Promise<Running> {
  const profile = mkdtempSync(join(tmpdir(), 'scanfill-firefox-'));
  const lines = Object.entries({ ...preferences, ...(camera ? cameraPreferences : {}), ...own }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join(''));
  const firefox = await start(
    process.env.FIREFOX || 'firefox-esr',
    ['--headless', '--no-remote', '--profile', profile, ...args],
    options,
  );
  return {
    child: firefox.child,
    async stop() {
      await firefox.stop();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Starts a program of WebKitGTK on a display of its own, which nobody sees. */
export async function startOnDisplay(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<Running> {
  const screen = await start('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x1400x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await firstLineOf(screen.child.stdio[3]);
  const env = { ...process.env, DISPLAY: `:${number}`, WAYLAND_DISPLAY: '', NO_AT_BRIDGE: '1' };
  const running = await start(program, args, { ...options, env });
  return {
    child: running.child,
    async stop() {
      await running.stop();
      await screen.stop();
    },
  };
}

/** The small browser that comes with WebKitGTK; `WEBKIT` names another. */
export function webkitPath(): string {
  const named = process.env.WEBKIT;
  if (named) return named;
  const found = ['/usr/lib', '/usr/libexec']
    .flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))])
    .flatMap((folder) => ['4.1', '6.0', '4.0'].map((version) => join(folder, `webkit2gtk-${version}/MiniBrowser`)))
    .find((path) => existsSync(path));
  if (!found) throw new Error('WebKitGTK’s MiniBrowser was not found; Debian has it in webkit2gtk-driver.');
  return found;
}

/** Starts a program as the head of a group of its own, so that what it starts ends with it. */
function start(program: string, args: readonly string[], options: SpawnOptions): Promise<Running> {
  const child = spawn(program, [...args], { stdio: 'ignore', ...options, detached: true });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = (): void => {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  process.once('exit', end);
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`${program} could not be started.`, { cause })));
    child.once('spawn', () =>
      resolve({
        child,
        async stop() {
          process.off('exit', end);
          end();
          await gone;
        },
      }),
    );
  });
}

async function firstLineOf(stream: unknown): Promise<string> {
  for await (const line of createInterface({ input: stream as Readable })) return line;
  throw new Error('Xvfb has no display for us.');
}
