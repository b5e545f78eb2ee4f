/** What of a browser tells the device it runs on. */
export type Agent = Pick<Navigator, 'userAgent' | 'maxTouchPoints'>;

/** An iPhone, or an iPad, which says it is a Mac. */
export function isIphone({ userAgent, maxTouchPoints }: Agent): boolean {
  return /iP(?:hone|ad|od)/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}

/** A phone of nearly everybody else. */
export function isAndroid({ userAgent }: Agent): boolean {
  return /Android|HarmonyOS/.test(userAgent);
}
