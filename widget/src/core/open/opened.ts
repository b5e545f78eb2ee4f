import type { Inspection } from '@scanfill/proxy/contract';

/** An inspection of a photo, or of what was made of a file that is none. */
export type Opened =
  | (Extract<Inspection, { ok: true }> & {
      /** In place of the file that came in, which is no photo. */
      readonly file?: File;
    })
  | (Extract<Inspection, { ok: false }> & {
      /** `locked`, `pages`, `slow`: what is wrong with a file that might have been opened. */
      readonly why?: string;
    });
