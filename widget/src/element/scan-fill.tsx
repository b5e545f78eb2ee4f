import type { CardName, DoneScan, Fields } from '@scanfill/proxy/contract';
import { createRoot, type Root } from 'react-dom/client';
import type { SessionSource } from '../core/client/session.ts';
import type { FillMap } from '../core/fill-form.ts';
import type { FillTarget } from '../core/fill-target.ts';
import type { FlowState } from '../core/flow/flow-state.ts';
import { mergedFields } from '../core/flow/merged-fields.ts';
import type { Messages, Speech } from '../texts/speak.ts';
import type { GroupResult } from '../ui/group/card-upload-group.tsx';
import { ElementView } from './element-view.tsx';
import { settingsOf } from './settings.ts';
import { sharedSheet } from './sheet.ts';
import { validityOf } from './validity.ts';

const attributes = [
  'card',
  'cards',
  'endpoint',
  'session-url',
  'fill',
  'overwrite',
  'lang',
  'theme',
  'camera',
  'review',
  'crop',
  'phone',
  'heading',
  'required',
  'memory',
  'consent',
] as const;

/**
 * What the element submits under its `name`, as JSON: a scan, or with `cards` the sides there are and their fields as
 * one.
 */
export type ScanFillValue = Pick<DoneScan, 'id' | 'card' | 'fields'> & {
  /** For the backend's `verifyReceipt`. */
  readonly receipt: string | undefined;
};
export type ScanFillGroupValue = { readonly fields: Fields; readonly scans: readonly ScanFillValue[] };

/** With `cards`: every side is done. */
export type ScanFillGroup = GroupResult<CardName>;

/**
 * Detail of the element's events, by name. All bubble and leave the shadow tree. With `cards`, `done` and `change` tell
 * of all sides.
 */
export type ScanFillEvents = {
  'scan-fill:state': FlowState & { readonly card: CardName };
  'scan-fill:done': DoneScan | ScanFillGroup;
  'scan-fill:change': Fields | Partial<ScanFillGroup['scans']> | undefined;
  'scan-fill:filled': { readonly filled: readonly unknown[]; readonly skipped: readonly unknown[] };
  'scan-fill:failed': { readonly code: string; readonly retry: string };
};

/** What only a script can set. */
type Own = {
  readonly session?: SessionSource | undefined;
  readonly messages?: Messages | undefined;
  readonly map?: FillMap | undefined;
  readonly target?: FillTarget | undefined;
};

/** `HTMLElement` where there is one: the module can be imported on a server, where it does nothing. */
const Base: typeof HTMLElement =
  typeof HTMLElement === 'undefined' ? (class {} as unknown as typeof HTMLElement) : HTMLElement;

const idle: FlowState = { phase: 'idle' };

/**
 * `<scan-fill card endpoint session-url fill …>`: the upload area as a form-associated element in a shadow tree. Its
 * value takes part in the form's FormData under `name`; `required`, `disabled`, reset and labels work as on an input.
 * Style it by `--scanfill-…` and `::part`.
 */
export class ScanFillElement extends Base {
  static readonly formAssociated = true;
  static readonly observedAttributes = attributes;

  /** Asked for a session token, in place of `session-url`. */
  get session(): SessionSource | undefined {
    return this.#own.session;
  }
  set session(session: SessionSource | undefined) {
    this.#set({ session });
  }
  /** The page's own texts. */
  get messages(): Messages | undefined {
    return this.#own.messages;
  }
  set messages(messages: Messages | undefined) {
    this.#set({ messages });
  }
  /** Which input takes which field. */
  get map(): FillMap | undefined {
    return this.#own.map;
  }
  set map(map: FillMap | undefined) {
    this.#set({ map });
  }
  /** The form to fill, where no selector in `fill` can name it. */
  get target(): FillTarget | undefined {
    return this.#own.target;
  }
  set target(target: FillTarget | undefined) {
    this.#set({ target });
  }

  readonly #internals = this.attachInternals();
  readonly #container: HTMLElement;
  #root: Root | undefined;
  #own: Own = {};
  #disabledByForm = false;
  #cards: readonly CardName[] = [];
  readonly #states = new Map<CardName, FlowState>();
  #choice: { readonly file: File; readonly card: CardName | undefined } | undefined;
  #clears = 0;
  #speech: Speech | undefined;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: 'open', delegatesFocus: true });
    shadow.adoptedStyleSheets = [sharedSheet()];
    this.#container = document.createElement('div');
    shadow.append(this.#container);
    // With a role the element takes its name from the page's own <label>.
    this.#internals.role = 'group';
  }

  get name(): string {
    return this.getAttribute('name') ?? '';
  }
  set name(name: string) {
    this.setAttribute('name', name);
  }
  get disabled(): boolean {
    return this.hasAttribute('disabled');
  }
  set disabled(disabled: boolean) {
    this.toggleAttribute('disabled', disabled);
  }
  get required(): boolean {
    return this.hasAttribute('required');
  }
  set required(required: boolean) {
    this.toggleAttribute('required', required);
  }
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }
  get labels(): NodeList {
    return this.#internals.labels;
  }
  get validity(): ValidityState {
    return this.#internals.validity;
  }
  get validationMessage(): string {
    return this.#internals.validationMessage;
  }
  get willValidate(): boolean {
    return this.#internals.willValidate;
  }
  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }
  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** Where the scan stands; with `cards`, that of the first. */
  get state(): FlowState {
    return this.#allStates()[0] ?? idle;
  }
  /** The finished scan, edits included; undefined before that, and with `cards`. */
  get scan(): DoneScan | undefined {
    return this.#cards.length > 1 ? undefined : this.scans[0];
  }
  /** The finished scans, in the order of the cards. */
  get scans(): readonly DoneScan[] {
    return this.#allStates().flatMap((state) =>
      state.phase === 'done' ? [{ ...state.scan, fields: state.fields } as DoneScan] : [],
    );
  }
  /**
   * What is submitted: JSON of a `ScanFillValue` or, with `cards`, of a `ScanFillGroupValue`; the empty string where
   * nothing was read.
   */
  get value(): string {
    const read = this.scans.filter(({ recognised }) => recognised);
    const [first] = read;
    if (!first) return '';
    const scans = read.map(({ id, card, fields, receipt }): ScanFillValue => ({ id, card, fields, receipt }));
    const value: ScanFillValue | ScanFillGroupValue | undefined =
      this.#cards.length > 1 ? { fields: mergedFields(read), scans } : scans[0];
    return JSON.stringify(value);
  }
  /** Takes a photo chosen elsewhere on the page; with `cards`, as the side it is of. */
  choose(file: File, card?: CardName): void {
    this.#choice = { file, card };
    this.#render();
  }
  /** Back to the beginning. */
  clear(): void {
    this.#clears++;
    this.#choice = undefined;
    this.#render();
  }

  connectedCallback(): void {
    // What a script set before this module ran lies on the element itself and would hide the property of that name for
    // good.
    for (const [name, value] of Object.entries(this))
      if (name in ScanFillElement.prototype && Reflect.deleteProperty(this, name)) Reflect.set(this, name, value);
    this.#root ??= createRoot(this.#container);
    try {
      this.#render();
    } catch (error) {
      // What stands inside the element, a plain input perhaps, is better than nothing.
      this.shadowRoot?.replaceChildren(document.createElement('slot'));
      throw error;
    }
  }
  disconnectedCallback(): void {
    // An element that is only moved to another place is back by then, and keeps its scan.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#root?.unmount();
      this.#root = undefined;
      this.#choice = undefined;
    });
  }
  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (name.startsWith('card') && before !== now) {
      // A photo handed over for one card is not sent as another one, and what was read of it is not submitted.
      this.#choice = undefined;
      this.#states.clear();
      this.#internals.setFormValue(null);
    }
    this.#render();
  }
  formDisabledCallback(disabled: boolean): void {
    this.#disabledByForm = disabled;
    this.#render();
  }
  formResetCallback(): void {
    this.clear();
  }

  #set(own: Own): void {
    this.#own = { ...this.#own, ...own };
    this.#render();
  }

  #render(): void {
    const { messages, map } = this.#own;
    const settings = settingsOf(this, this.#own);
    this.#cards = settings.cards;
    this.#root?.render(
      <ElementView
        {...settings}
        element={this}
        disabled={this.#disabledByForm || this.disabled}
        messages={messages}
        map={map}
        choice={this.#choice}
        clears={this.#clears}
        onState={(state, card) => this.#take(state, card)}
        onDone={(scan) => this.#tell('scan-fill:done', scan)}
        onChange={(fields) => this.#tell('scan-fill:change', fields)}
        onFilled={(filled) => this.#tell('scan-fill:filled', filled)}
        onFailed={(failure) => this.#tell('scan-fill:failed', failure)}
        onValidity={(speech) => {
          this.#speech = speech;
          this.#judge();
        }}
      />,
    );
  }

  #judge(): void {
    if (!this.#speech) return;
    const { flags, message } = validityOf(this.#allStates(), this.required, this.#speech);
    // Pointing at no input of its own: WebKit crashes where that is gone by the time the message is.
    this.#internals.setValidity(flags, message);
  }

  #allStates(): readonly FlowState[] {
    return this.#cards.map((card) => this.#states.get(card) ?? idle);
  }

  #take(state: FlowState, card: CardName): void {
    const before = this.#states.get(card) ?? idle;
    if (state === before || (state.phase === 'idle' && before.phase === 'idle' && state.notice === before.notice))
      return;
    this.#states.set(card, state);
    const { value } = this;
    this.#internals.setFormValue(value === '' ? null : value);
    // Not first when the view is rendered: a form may be submitted as soon as it is filled.
    this.#judge();
    this.#tell('scan-fill:state', { ...state, card });
    // As an input does, so that a form's own listeners hear of it.
    if (state.phase === 'done' || state.phase === 'idle') this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  #tell<N extends keyof ScanFillEvents>(name: N, detail: ScanFillEvents[N]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/**
 * Registers the element; does nothing on a server, where the name is taken (the console says so), or in a browser
 * without what it is made of: there a page's own children of `<scan-fill>` stay in view.
 */
export function defineScanFill(name = 'scan-fill'): void {
  if (typeof customElements === 'undefined') return;
  if ('attachInternals' in Base.prototype && 'adoptedStyleSheets' in Document.prototype)
    try {
      customElements.define(name, ScanFillElement);
    } catch (error) {
      console.warn(error);
    }
}
