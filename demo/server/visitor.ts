import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';

const cookie = /(?:^|;\s*)visitor=([0-9a-f]{32})(?:;|$)/;

/** Whose scans these are: there is no sign-in here, so a random id in a cookie stands for it. */
export function visitorOf(request: Request): string | undefined {
  const known = cookie.exec(request.headers.cookie ?? '')?.[1];
  return known === undefined ? undefined : `visitor-${known}`;
}

/** The visitor of a request, made known by a cookie where it is a new one. */
export function welcome(request: Request, response: Response): string {
  const known = visitorOf(request);
  if (known !== undefined) return known;
  const visitor = randomBytes(16).toString('hex');
  response.setHeader('Set-Cookie', `visitor=${visitor}; Path=/; HttpOnly; SameSite=Strict`);
  return `visitor-${visitor}`;
}
