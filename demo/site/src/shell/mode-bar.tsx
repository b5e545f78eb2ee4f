import { useState } from 'react';
import { useLanguage } from '../texts/use-texts.ts';
import { readMode } from './mode.ts';

/** Tells what reads the photos: the stand-in on this machine, or the real Green, where each photo is billed. */
export function ModeBar() {
  const { texts } = useLanguage();
  const [mode] = useState(() => readMode());
  if (mode.problem !== undefined)
    return (
      <aside className="mode mode-problem" aria-label={texts.modeProblem}>
        <strong>{texts.modeProblem}</strong> <span>{mode.problem}</span>
      </aside>
    );
  if (mode.upstream === 'green')
    return (
      <aside className="mode mode-green" aria-label={texts.modeGreen}>
        <strong>{texts.modeGreen}</strong> <span>{texts.modeGreenDetail(mode.endpoint ?? 'Green')}</span>
      </aside>
    );
  return (
    <aside className="mode" aria-label={texts.modeStandIn}>
      <strong>{texts.modeStandIn}</strong> <span>{texts.modeStandInDetail}</span>
    </aside>
  );
}
