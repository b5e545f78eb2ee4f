import type { CardName, DoneScan, Fields } from '@scanfill/proxy/contract';
import { useEffect, useRef } from 'react';
import type { FillMap } from '../core/fill-form.ts';
import { forgetRead } from '../core/flow/browser-services.ts';
import type { Failure, Filled, FlowState } from '../core/flow/flow-state.ts';
import type { Messages, Speech } from '../texts/speak.ts';
import { CardUploadView } from '../ui/card-upload.tsx';
import { useConsent } from '../ui/consent/use-consent.ts';
import type { GroupResult } from '../ui/group/card-upload-group.tsx';
import { useSpeech } from '../ui/review/use-speech.ts';
import { useCardScan } from '../ui/use-card-scan.ts';
import { useLazy } from '../ui/use-lazy.ts';
import { knownNames, type Settings } from './settings.ts';

export type ElementViewProps = Settings & {
  readonly element: HTMLElement;
  readonly disabled: boolean;
  readonly messages: Messages | undefined;
  readonly map: FillMap | undefined;
  /** A photo handed over by script, and for which side; a new object for each time. */
  readonly choice: { readonly file: File; readonly card: CardName | undefined } | undefined;
  /** Counts up whenever the element is to be cleared. */
  readonly clears: number;
  readonly onState: (state: FlowState, card: CardName) => void;
  readonly onDone: (scan: DoneScan | GroupResult<CardName>) => void;
  readonly onChange: (fields: Fields | Partial<GroupResult<CardName>['scans']> | undefined) => void;
  readonly onFilled: (filled: Filled) => void;
  readonly onFailed: (failure: Failure) => void;
  /** Called after every change. */
  readonly onValidity: (speech: Speech) => void;
};

const loadMisuse = () => import('./misuse.ts');
/** So long an attribute may be missing: a frame's page, a framework may set it a moment after the element has come. */
const graceMs = 1_000;
const loadGroup = () => import('./group-view.tsx');

/** The element's content; where it cannot work the page's own, and a word to its author in the console. */
export function ElementView(props: ElementViewProps) {
  const { cards } = props;
  const [card, second] = cards;
  const { part, missing } = useLazy(loadGroup, second !== undefined);
  const Group = part?.GroupView;
  const key = cards.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: as it was then
  useEffect(
    // Other cards, or taken out of the page: coming back begins anew. A page that is left does not pass here.
    () => () => {
      for (const one of cards) forgetRead({ ...props, card: one });
    },
    [key],
  );
  useEffect(() => {
    if (card) return;
    const timer = setTimeout(async () => (await loadMisuse()).tellMisuse(props.element, knownNames), graceMs);
    return () => clearTimeout(timer);
  });
  if (!card) return <slot />;
  if (!second) return <Working key={key} {...props} card={card} />;
  return Group ? <Group key={key} {...props} /> : <GroupToCome {...props} missing={missing} />;
}

/** Until the part for several sides is there, a form asks for them already. */
function GroupToCome({ lang, messages, missing, onValidity }: ElementViewProps & { readonly missing: boolean }) {
  const { speech } = useSpeech(lang, messages);
  useEffect(() => onValidity(speech));
  return (
    <p role="status" lang={speech.lang} dir={speech.dir}>
      {missing ? speech.say('failPart') : ''}
    </p>
  );
}

function Working(props: ElementViewProps & { readonly card: CardName }) {
  const { card, choice, clears, onState, onValidity } = props;
  const consent = useConsent(props.consent);
  const scan = useCardScan({
    ...props,
    consent: consent?.given,
    confirm: props.review === 'confirm',
    onState: (state) => onState(state, card),
  });
  const { speech } = useSpeech(props.lang, props.messages);
  const { choose, clear, flow } = scan;
  useEffect(() => {
    if (choice) choose(choice.file);
  }, [choice, choose]);
  const cleared = useRef(clears);
  useEffect(() => {
    if (cleared.current !== clears && flow.getState().phase !== 'idle') clear();
    cleared.current = clears;
  }, [clears, clear, flow]);
  useEffect(() => {
    // Also that a new flow, of another endpoint or put back into the page, begins anew. Asked of the flow: what this
    // was rendered from may be over by now, and the form would miss what has been read.
    onState(flow.getState(), card);
    onValidity(speech);
  });
  return (
    <div>
      <CardUploadView {...props} card={card} scan={scan} consent={consent} />
    </div>
  );
}
