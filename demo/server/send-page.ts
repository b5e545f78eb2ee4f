import { readFile } from 'node:fs/promises';
import type { Response } from 'express';
import { type Mode, withMode } from './mode.ts';

/**
 * Answers with a page that is told the mode; read anew each time, so that one built meanwhile names the files there
 * are.
 */
export async function sendPage(path: string, mode: Mode, response: Response): Promise<void> {
  const html = withMode(await readFile(path, 'utf8'), mode);
  response.setHeader('Cache-Control', 'no-cache').type('html').send(html);
}
