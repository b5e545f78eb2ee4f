import type { Log, LogFields } from '@scanfill/proxy';

/** Warnings and errors as lines for the person at the terminal; what goes well is not told. */
export const consoleLog: Log = {
  info: () => {},
  warn: (fields, message) => console.warn(line(fields, message)),
  error: (fields, message) => console.error(line(fields, message)),
};

function line(fields: LogFields, message: string): string {
  const facts = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  return [message, ...facts].join(' ');
}
