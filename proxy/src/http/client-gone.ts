import type { Response } from 'express';

/** Tells when the client of a response has hung up; gives how to stop listening. */
export function clientGone(response: Response): (wake: () => void) => () => void {
  return (wake) => {
    if (response.destroyed) wake();
    response.once('close', wake);
    return () => response.off('close', wake);
  };
}
