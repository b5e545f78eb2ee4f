/** Asks the backend for a session of its visitor; on a page of yours, your own route. */
export async function session(): Promise<{ token: string; expiresIn: number }> {
  const answer = await fetch('/session', { method: 'POST' });
  if (!answer.ok) throw new Error(`No session: ${answer.status}`);
  return answer.json();
}
