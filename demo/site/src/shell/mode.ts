/** What answers behind this page, as the server wrote it into the page's head. */
export type Mode = {
  readonly upstream: 'stand-in' | 'green';
  readonly endpoint?: string;
  readonly problem?: string;
  /** A phone can reach this demo. */
  readonly phone?: boolean;
  /** Nobody but this machine can: what is the operator's may be shown. */
  readonly operator?: boolean;
};

/** Reads the mode from the page's head; a page served without one runs with the stand-in. */
export function readMode(head: ParentNode = document): Mode {
  const content = head.querySelector('meta[name="scanfill-mode"]')?.getAttribute('content');
  if (!content) return { upstream: 'stand-in' };
  const parsed: unknown = JSON.parse(content);
  if (typeof parsed !== 'object' || parsed === null) return { upstream: 'stand-in' };
  const text = (name: string): string | undefined => {
    const value: unknown = Reflect.get(parsed, name);
    return typeof value === 'string' ? value : undefined;
  };
  const endpoint = text('endpoint');
  const problem = text('problem');
  return {
    upstream: text('upstream') === 'green' ? 'green' : 'stand-in',
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(problem === undefined ? {} : { problem }),
    phone: Reflect.get(parsed, 'phone') === true,
    operator: Reflect.get(parsed, 'operator') === true,
  };
}
