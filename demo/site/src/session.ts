/** Asks the host's backend for a session, as any page that embeds the upload component does. */
export async function getSession(): Promise<{ token: string; expiresIn: number }> {
  const response = await fetch('/session', { method: 'POST' });
  if (!response.ok) throw new Error(`The session could not be opened (${response.status}).`);
  const session: unknown = await response.json();
  if (typeof session !== 'object' || session === null) throw new Error('The session is not an object.');
  const { token, expiresIn } = session as Record<string, unknown>;
  if (typeof token !== 'string' || typeof expiresIn !== 'number') throw new Error('The session has no token.');
  return { token, expiresIn };
}
