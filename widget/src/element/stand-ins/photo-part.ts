/** So long a photo waits for what looks at it. */
const patienceMs = 2_000;

/** The part that looks at a photo; undefined where it cannot be had in time. */
export async function photoPart(): Promise<typeof import('./camera-and-photo.ts') | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs));
  return await Promise.race([import('./camera-and-photo.ts').catch(() => undefined), late]);
}
