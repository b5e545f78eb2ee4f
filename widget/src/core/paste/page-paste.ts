/**
 * Photos pasted into a page, and which of its uploads gets one. Whatever is typed into keeps its paste, also where the
 * clipboard holds a picture of the same text, as that of a spreadsheet does.
 */
import type { ScanFlow } from '../flow/flow.ts';
import { isBusy, type Phase } from '../flow/flow-state.ts';
import { claimOf, lineOf } from './claim.ts';

/** What a paste needs of an upload's flow. */
export type PasteFlow = Pick<ScanFlow, 'choose' | 'refuse' | 'getState'>;

type Upload = { readonly root: HTMLElement; readonly flow: PasteFlow };

const uploads = new Set<Upload>();
let lastUsed: Upload | undefined;
let lastTaken: { readonly by: Upload; readonly at: number } | undefined;

/** A key held down pastes again and again: so long no second upload gets what may be the same photo, in ms. */
const pauseMs = 1_000;

/** Lets the upload that stands there take pasted photos. Gives the way to end that. */
export function joinPaste(place: { readonly current: HTMLElement | null }, flow: PasteFlow): (() => void) | undefined {
  const { current: root } = place;
  if (!root) return undefined;
  const upload = { root, flow };
  const use = (): void => {
    lastUsed = upload;
  };
  uploads.add(upload);
  // One for all: a function that listens already is not added again. The outermost, so that the page's own come first.
  addEventListener('paste', onPaste);
  // A page may keep what happens inside a dialog of its own from the window.
  root.addEventListener('paste', onPaste);
  for (const name of ['focusin', 'pointerdown', 'drop']) root.addEventListener(name, use);
  return () => {
    uploads.delete(upload);
    if (lastUsed === upload) lastUsed = undefined;
    root.removeEventListener('paste', onPaste);
    for (const name of ['focusin', 'pointerdown', 'drop']) root.removeEventListener(name, use);
    if (uploads.size === 0) removeEventListener('paste', onPaste);
  };
}

function onPaste(event: ClipboardEvent): void {
  const { clipboardData: data, defaultPrevented } = event;
  if (defaultPrevented || !data || data.files.length === 0 || isClaimed(event, data)) return;
  const path = event.composedPath();
  const inside = [...uploads].find(({ root }) => path.includes(root));
  const upload = inside && isMeant(inside, path[0]) ? inside : pageWide();
  if (!upload || (lastTaken && upload !== lastTaken.by && event.timeStamp - lastTaken.at < pauseMs)) return;
  lastTaken = { by: upload, at: event.timeStamp };
  event.preventDefault();
  const file = photoOf([...data.files]);
  if (file) upload.flow.choose(file);
  else upload.flow.refuse({ code: 'too-many-files', retry: 'photo', params: {} });
}

/** Whether what has the focus, the selection or the event itself wants what is on the clipboard. */
function isClaimed(event: ClipboardEvent, data: DataTransfer): boolean {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  const isOwn = (element: Element): boolean => [...uploads].some(({ root }) => root.contains(element));
  const claims = [event.composedPath(), lineOf(focused), lineOf(getSelection()?.anchorNode)].map((line) =>
    claimOf(line, isOwn),
  );
  const hasText = [...data.types].some((type) => type.startsWith('text/'));
  return claims.includes('all') || (hasText && claims.includes('text'));
}

/** Whether an upload takes what is pasted into it: what was read gives way only at the button that is there for it. */
function isMeant(upload: Upload, target: EventTarget | undefined): boolean {
  const { phase } = upload.flow.getState();
  const isAsked = target instanceof HTMLInputElement && target.type === 'file';
  return canTake(upload) && (isAsked ? !isBusy(phase) : isOpen(phase));
}

/**
 * The upload for a paste into the page: of those that wait for a photo the one under the pointer, else the one used
 * last, else the first that is empty, else the first.
 */
function pageWide(): Upload | undefined {
  const open = [...uploads]
    .filter((upload) => isOpen(upload.flow.getState().phase) && canTake(upload))
    .sort((one, other) => order(one.root, other.root));
  return (
    open.find(({ root }) => root.matches(':hover')) ??
    open.find((upload) => upload === lastUsed) ??
    open.find(({ flow }) => flow.getState().phase === 'idle') ??
    open[0]
  );
}

/** Waits for a photo: nothing that was read would be lost, and nothing on its way. */
function isOpen(phase: Phase): boolean {
  return !isBusy(phase) && phase !== 'review' && phase !== 'done';
}

/** Enabled, in view, and not behind a dialog. */
function canTake({ root }: Upload): boolean {
  const line = lineOf(root);
  const open = globalThis.CSS?.supports('selector(:modal)') ? 'dialog:modal' : 'dialog[open]';
  const modals = [...document.querySelectorAll(open)];
  return (
    !root.matches(':disabled') &&
    isInView(root) &&
    !line.some((element) => element.matches('[inert], [aria-hidden="true"]')) &&
    (modals.length === 0 || modals.some((modal) => line.includes(modal))) &&
    // The camera is open; seen from here also where a shadow tree hides it from the page.
    ![...uploads].some((upload) => upload.root.querySelector('dialog[open]'))
  );
}

function isInView(root: HTMLElement): boolean {
  return (
    root.checkVisibility?.({ checkVisibilityCSS: true, visibilityProperty: true }) ??
    // Chromium knows it since 105, Safari since 17.4.
    (root.getClientRects().length > 0 && getComputedStyle(root).visibility === 'visible')
  );
}

/** The only file, or the only picture among several; undefined where nobody knows which is meant. */
function photoOf(files: readonly File[]): File | undefined {
  const pictures = files.filter(({ type }) => type.startsWith('image/'));
  return files.length === 1 ? files[0] : pictures.length === 1 ? pictures[0] : undefined;
}

/** By their places in the page, whatever shadow trees they are in. */
function order(one: Element, other: Element): number {
  const [ones, others] = [[...lineOf(one)].reverse(), [...lineOf(other)].reverse()];
  const fork = ones.findIndex((element, depth) => element !== others[depth]);
  const [mine, theirs] = [ones[fork], others[fork]];
  return mine && theirs && mine.compareDocumentPosition(theirs) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}
