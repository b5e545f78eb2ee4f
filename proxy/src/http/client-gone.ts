import type { Response } from 'express';

/** Aborts when the client has hung up or the service stops: nobody needs to be waited for any longer. */
export function clientGone(response: Response, stopping: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => {
    stopping.removeEventListener('abort', abort);
    controller.abort(null);
  };
  response.once('close', abort);
  stopping.addEventListener('abort', abort);
  if (stopping.aborted) abort();
  return controller.signal;
}
