/** A scan over plain HTTP, as any client would make it. */
export async function postScan(
  url: string,
  card: string,
  body: Uint8Array,
  options: { token?: string | undefined; type?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
  const response = await fetch(`${url}/scanfill/v1/scans${card === '' ? '' : `?card=${card}`}`, {
    method: 'POST',
    headers: {
      'content-type': options.type ?? 'image/jpeg',
      prefer: 'wait=25',
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...options.headers,
    },
    body: Buffer.from(body),
  });
  return { status: response.status, headers: response.headers, body: parse(await response.text()) };
}

/** A session, as a page of the demo gets one. */
export async function openSession(url: string): Promise<string> {
  const response = await fetch(`${url}/session`, { method: 'POST' });
  const { token } = parse(await response.text());
  if (typeof token !== 'string') throw new Error(`no token: ${response.status}`);
  return token;
}

function parse(text: string): Record<string, unknown> {
  const value: unknown = text === '' ? {} : JSON.parse(text);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
