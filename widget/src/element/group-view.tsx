import type { CardName } from '@scanfill/proxy/contract';
import { useEffect, useRef, useState } from 'react';
import { CardUploadGroup } from '../ui/group/card-upload-group.tsx';
import { useSpeech } from '../ui/review/use-speech.ts';
import styles from '../ui/styles/group.css?inline';
import type { CardScan } from '../ui/use-card-scan.ts';
import type { ElementViewProps } from './element-view.tsx';
import { styled } from './sheet.ts';

/** The element's content for several sides of a certificate: loaded only where `cards` asks for it. */
export const GroupView = styled(Sides, styles);

function Sides(props: ElementViewProps) {
  const { cards, choice, clears, onState, onValidity } = props;
  const [scans, setScans] = useState<ReadonlyMap<CardName, CardScan>>(new Map());
  const { speech } = useSpeech(props.lang, props.messages);
  const [first] = cards;
  const chosen = choice?.card ?? first;
  const choose = chosen && scans.get(chosen)?.choose;
  useEffect(() => {
    if (choice && choose) choose(choice.file);
  }, [choice, choose]);
  const cleared = useRef(clears);
  useEffect(() => {
    // Asked of the flow: a photo handed over a moment ago has not been told of here.
    if (cleared.current !== clears)
      for (const { clear, flow } of scans.values()) if (flow.getState().phase !== 'idle') clear();
    cleared.current = clears;
  }, [clears, scans]);
  useEffect(() => {
    for (const [card, { flow }] of scans) onState(flow.getState(), card);
    onValidity(speech);
  });
  return (
    <div>
      <CardUploadGroup {...props} onScans={setScans} />
    </div>
  );
}
