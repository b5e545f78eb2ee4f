import type { CardName, DoneScan, Fields } from '@scanfill/proxy/contract';
import { useEffect, useRef } from 'react';
import type { FillMap } from '../core/fill-form.ts';
import type { Failure, Filled, FlowState } from '../core/flow-state.ts';
import type { Messages, Speech } from '../texts/speak.ts';
import { CardUploadView } from '../ui/card-upload.tsx';
import { useCardScan } from '../ui/use-card-scan.ts';
import { useSpeech } from '../ui/use-speech.ts';
import type { Settings } from './settings.ts';

type ElementViewProps = Settings & {
  readonly disabled: boolean;
  readonly messages: Messages | undefined;
  readonly map: FillMap | undefined;
  /** A photo handed over by script; a new object for each time. */
  readonly choice: { readonly file: File } | undefined;
  /** Counts up whenever the element is to be cleared. */
  readonly clears: number;
  readonly onState: (state: FlowState) => void;
  readonly onDone: (scan: DoneScan) => void;
  readonly onChange: (fields: Fields | undefined) => void;
  readonly onFilled: (filled: Filled) => void;
  readonly onFailed: (failure: Failure) => void;
  /** Called after every change. */
  readonly onValidity: (speech: Speech) => void;
};

/** The element's content; a word for the page's author where it cannot work. */
export function ElementView(props: ElementViewProps) {
  const [card] = props.cards;
  const missing = card ? (props.endpoint ? undefined : 'endpoint') : 'card';
  if (card && !missing) return <Working key={card} {...props} card={card} />;
  return <p className="sf-misuse">{`<scan-fill>: the attribute "${missing}" is missing or unknown.`}</p>;
}

function Working(props: ElementViewProps & { readonly card: CardName }) {
  const { card, choice, clears, onValidity } = props;
  const scan = useCardScan({ ...props, confirm: props.review === 'confirm' });
  const { speech } = useSpeech(props.lang, props.messages);
  const { choose, clear, state } = scan;
  useEffect(() => {
    if (choice) choose(choice.file);
  }, [choice, choose]);
  const cleared = useRef(clears);
  useEffect(() => {
    if (cleared.current !== clears && state.phase !== 'idle') clear();
    cleared.current = clears;
  }, [clears, clear, state]);
  useEffect(() => {
    onValidity(speech);
  });
  return (
    <div>
      <CardUploadView {...props} card={card} scan={scan} />
    </div>
  );
}
