import type { CardName } from '@scanfill/proxy/contract';
import { useEffect, useRef } from 'react';
import { type DropzoneRootProps, useDropzone } from 'react-dropzone';
import type { Consent } from '../core/consent.ts';
import type { FillTarget } from '../core/fill-target.ts';
import type { Failure } from '../core/flow/flow-state.ts';
import { announcementOf, failureSentences } from '../texts/announce.ts';
import type { Language } from '../texts/language.ts';
import type { Messages } from '../texts/speak.ts';
import { troubleText } from '../texts/trouble-text.ts';
import { type CameraMode, useCamera } from './camera/use-camera.tsx';
import { CardPanel } from './card-panel.tsx';
import { Choose } from './choose/choose.tsx';
import { type AskedConsent, type ConsentAsked, loadConsent, useConsent } from './consent/use-consent.ts';
import { Icon } from './icons.tsx';
import { loadReview } from './review/load-review.ts';
import { useSpeech } from './review/use-speech.ts';
import { type CardScan, type CardScanOptions, useCardScan } from './use-card-scan.ts';
import { useKeepFocus } from './use-keep-focus.ts';
import { useLazy } from './use-lazy.ts';

const loadPaste = () => import('../core/paste/page-paste.ts');

/** How a card upload looks and speaks; each is optional. */
export type CardLook = {
  /** A BCP 47 tag, or a whole language (no loading, right in server-rendered pages). Unless told, the page's own. */
  readonly lang?: string | Language | undefined;
  /** Texts in place of the widget's own. */
  readonly messages?: Messages | undefined;
  /** `auto` follows the system. */
  readonly theme?: 'auto' | 'light' | 'dark' | undefined;
  /** `native`: the phone's camera app · `live`: the camera inside the page · `auto`: whichever suits the device. */
  readonly camera?: CameraMode | undefined;
  /**
   * `auto`: the result counts at once and can be corrected below · `confirm`: nothing is filled or reported before the
   * person confirms
   * · `off`: the page shows the result itself.
   */
  readonly review?: 'auto' | 'confirm' | 'off' | undefined;
  /** On a computer, offers to take the photo with the phone, where the proxy does (PHONE_NAME). */
  readonly phone?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly className?: string | undefined;
};

export type CardUploadProps<C extends CardName = CardName> = Omit<CardScanOptions<C>, 'confirm' | 'consent'> &
  CardLook & {
    /** In place of the card's name. */
    readonly title?: string | undefined;
    readonly required?: boolean | undefined;
    /** The page's own words, to be accepted before a photo is sent. */
    readonly consent?: ConsentAsked | undefined;
    /** A photo chosen elsewhere on the page: each new File is taken as if it had been chosen here. */
    readonly file?: File | undefined;
  };

/** An upload area for one card: choose, drop, paste or photograph it; it is read and the page's form filled. */
export function CardUpload<C extends CardName>(props: CardUploadProps<C>) {
  const consent = useConsent(props.consent);
  const scan = useCardScan<C>({ ...props, consent: consent?.given, confirm: props.review === 'confirm' });
  const { card, file } = props;
  const { choose } = scan;
  const taken = useRef<{ readonly card: C; readonly file: File }>(undefined);
  useEffect(() => {
    // A photo handed over for one card is not sent as another one because the page now asks for that.
    if (!file || (taken.current?.file === file && taken.current.card !== card)) return;
    taken.current = { card, file };
    choose(file);
  }, [card, file, choose]);
  return <CardUploadView {...props} scan={scan} consent={consent} />;
}

type ViewProps<C extends CardName> = CardLook &
  Pick<CardScanOptions<C>, 'endpoint' | 'session'> & {
    readonly card: C;
    readonly scan: CardScan<C>;
    readonly title?: string | undefined;
    readonly required?: boolean | undefined;
    readonly fill?: FillTarget | null | undefined;
    /** Absent too where its box stands elsewhere. */
    readonly consent?: AskedConsent | undefined;
    /** Then, for the phone. */
    readonly accepted?: Consent | null | undefined;
  };

/** The view of a scan that somebody else holds. */
export function CardUploadView<C extends CardName>(props: ViewProps<C>) {
  const { card, scan, theme = 'auto', review = 'auto', disabled = false, required = false, consent } = props;
  const { state, flow } = scan;
  const { speech, ready } = useSpeech(props.lang, props.messages);
  const { say } = speech;
  const panel = useRef<HTMLDivElement>(null);
  const { part: paste } = useLazy(loadPaste, true);
  const refuse = (code: 'too-many-files' | 'body-empty'): void => flow.refuse({ code, retry: 'photo', params: {} });
  const {
    getRootProps,
    isDragActive,
    rootRef: root,
  } = useDropzone({
    noClick: true,
    noKeyboard: true,
    multiple: false,
    // It stands in while there is nothing to type into, until what tells whose a paste is has come.
    noPaste: paste !== undefined || state.phase !== 'idle',
    disabled,
    // The page's own drop zones keep working.
    preventDropOnDocument: false,
    onDrop: (accepted, rejections) => {
      const [first] = accepted;
      // Which of several is meant, nobody knows.
      if (rejections.length > 0) refuse('too-many-files');
      else if (first) flow.choose(first);
      else refuse('body-empty');
    },
  });
  const focus = useKeepFocus(root, panel);
  useEffect(() => paste?.joinPaste(root, flow), [paste, root, flow]);
  const title = props.title ?? speech.title(card);
  const camera = useCamera(card, props.camera, state, flow, speech, title);
  const read = 'scan' in state ? state : undefined;
  const hints = state.phase === 'hint' ? state.hints : undefined;
  const { part, missing } = useLazy(loadReview, state.phase !== 'idle' || !!props.phone);
  useEffect(() => {
    // It comes with what fills the form.
    if (part) void flow.fillLate();
  }, [part, flow]);
  const waiting = state.phase === 'consent';
  const pages = 'pages' in state ? state.pages : undefined;
  const { part: asking, missing: mute } = useLazy(loadConsent, waiting || consent !== undefined);
  // Until there is advice or a card has been read it goes on without: by then the part may be there.
  const lacking = camera.missing || mute || (missing && (read || hints || pages)) ? say('failPart') : undefined;
  const words = (failure: Failure): string => troubleText(failure, speech, part?.foreignText);
  const aside = read?.refused ? failureSentences('refused', words(read.refused), say) : lacking;
  const { role: _role, ...drop } = getRootProps<DropzoneRootProps>();

  return (
    <fieldset
      {...drop}
      {...focus}
      className={`scanfill ${props.className ?? ''}`}
      part="root"
      lang={speech.lang}
      dir={speech.dir}
      data-theme={theme}
      data-phase={state.phase}
      data-dragging={isDragActive ? '' : undefined}
      data-loading={ready ? undefined : ''}
      disabled={disabled}
    >
      <legend className="sf-title" part="title">
        {title}
      </legend>
      {consent && asking ? (
        <asking.ConsentBox {...consent} waiting={waiting} disabled={disabled} speech={speech} />
      ) : null}
      <div className="sf-panel" part="panel" ref={panel} tabIndex={-1}>
        <CardPanel
          state={state}
          flow={flow}
          speech={speech}
          title={title}
          disabled={disabled}
          part={part}
          words={words}
          result={
            read && part ? (
              <part.Result {...props} state={read} speech={speech} disabled={disabled} onUndo={flow.undo} />
            ) : hints && part ? (
              <part.Hints hints={hints} speech={speech} />
            ) : waiting && asking ? (
              <asking.ConsentFirst speech={speech} />
            ) : pages && part ? (
              <part.PageChoice pages={pages} speech={speech} disabled={disabled} />
            ) : null
          }
          choose={
            <Choose
              speech={speech}
              title={title}
              notice={state.phase === 'idle' && state.notice ? say(state.notice) : undefined}
              dragging={isDragActive}
              disabled={disabled}
              required={required}
              camera={camera.mode}
              onFile={flow.choose}
              onCamera={camera.open}
              onCameraApp={flow.cameraOpens}
              onCameraAppClosed={flow.cameraCloses}
            />
          }
        />
      </div>
      {part && consent?.given !== null && <part.Phone {...props} speech={speech} />}
      {camera.view}
      {aside ? (
        <p className="sf-warning">
          <Icon name="warning" />
          {aside}
        </p>
      ) : null}
      {read?.scan.recognised && part && review !== 'off' ? (
        <part.Review card={card} state={read} flow={flow} speech={speech} disabled={disabled} />
      ) : null}
      <div className="sf-hidden" role="status" aria-live="polite">
        {[
          announcementOf(
            state,
            speech,
            words,
            read
              ? part?.resultText(read, speech)
              : hints
                ? part?.hintsText(hints, speech)
                : waiting
                  ? asking?.consentText(speech)
                  : part?.pagesText(speech),
          ),
          lacking,
        ]
          .filter(Boolean)
          .join(' ')}
      </div>
    </fieldset>
  );
}
