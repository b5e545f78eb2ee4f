import { cropped } from '../../core/edges/cropped.ts';
import type { ScanFlow } from '../../core/flow/flow.ts';
import { hintTexts } from '../../texts/en-hints.ts';
import { inPart, type Speech } from '../../texts/speak.ts';

type WholePhotoProps = {
  readonly image: Blob;
  readonly flow: Pick<ScanFlow, 'sendWhole'>;
  readonly speech: Speech;
  readonly disabled: boolean;
};

/** The way back from a photo of which only the card was sent: what was found may not be all of it. */
export function WholePhoto({ image, flow, speech, disabled }: WholePhotoProps) {
  if (!cropped.has(image)) return null;
  return (
    <button type="button" className="sf-button sf-quiet" part="button" disabled={disabled} onClick={flow.sendWhole}>
      {inPart(speech, hintTexts).say('wholePhoto')}
    </button>
  );
}
