import type { CardName, DoneScan, Fields } from '@scanfill/proxy/contract';
import { createRoot, type Root } from 'react-dom/client';
import type { FillMap } from '../core/fill-form.ts';
import type { FlowState } from '../core/flow-state.ts';
import type { SessionSource } from '../core/session.ts';
import type { Messages } from '../texts/speak.ts';
import type { FillTarget } from '../ui/fill-target.ts';
import styles from '../ui/styles.css?inline';
import { ElementView } from './element-view.tsx';
import { settingsOf } from './settings.ts';
import { validityOf } from './validity.ts';

const attributes = [
  'card',
  'endpoint',
  'session-url',
  'fill',
  'overwrite',
  'lang',
  'theme',
  'camera',
  'review',
  'heading',
  'required',
  'memory',
] as const;

/** What the element submits under its `name`, as JSON. */
export type ScanFillValue = { readonly id: string; readonly card: CardName; readonly fields: Fields };

/** Detail of the element's events, by name. All bubble and leave the shadow tree. */
export type ScanFillEvents = {
  'scan-fill:state': FlowState;
  'scan-fill:done': DoneScan;
  'scan-fill:change': Fields | undefined;
  'scan-fill:filled': { readonly filled: readonly unknown[]; readonly skipped: readonly unknown[] };
  'scan-fill:failed': { readonly code: string; readonly retry: string };
};

/** `HTMLElement` where there is one: the module can be imported on a server, where it does nothing. */
const Base: typeof HTMLElement =
  typeof HTMLElement === 'undefined' ? (class {} as unknown as typeof HTMLElement) : HTMLElement;

let sheet: CSSStyleSheet | undefined;

/**
 * `<scan-fill card endpoint session-url fill …>`: the upload area as a form-associated element in a shadow tree. Its value takes part in
 * the form's FormData under `name`; `required`, `disabled`, reset and labels work as on an input. Style it by `--scanfill-…` and `::part`.
 */
export class ScanFillElement extends Base {
  static readonly formAssociated = true;
  static readonly observedAttributes = attributes;

  /** Asked for a session token, in place of `session-url`. */
  get session(): SessionSource | undefined {
    return this.#session;
  }
  set session(source: SessionSource | undefined) {
    this.#session = source;
    this.#render();
  }
  /** The page's own texts. */
  get messages(): Messages | undefined {
    return this.#messages;
  }
  set messages(messages: Messages | undefined) {
    this.#messages = messages;
    this.#render();
  }
  /** Which input takes which field. */
  get map(): FillMap | undefined {
    return this.#map;
  }
  set map(map: FillMap | undefined) {
    this.#map = map;
    this.#render();
  }
  /** The form to fill, where no selector in `fill` can name it. */
  get target(): FillTarget | undefined {
    return this.#target;
  }
  set target(target: FillTarget | undefined) {
    this.#target = target;
    this.#render();
  }

  readonly #internals = this.attachInternals();
  readonly #container: HTMLElement;
  #root: Root | undefined;
  #session: SessionSource | undefined;
  #messages: Messages | undefined;
  #map: FillMap | undefined;
  #target: FillTarget | undefined;
  #disabledByForm = false;
  #state: FlowState = { phase: 'idle' };
  #choice: { readonly file: File } | undefined;
  #clears = 0;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: 'open', delegatesFocus: true });
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(`:host{display:block}:host([hidden]){display:none}${styles}`);
    }
    shadow.adoptedStyleSheets = [sheet];
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

  /** Where the scan stands. */
  get state(): FlowState {
    return this.#state;
  }
  /** The finished scan, edits included; undefined before that. */
  get scan(): DoneScan | undefined {
    return this.#state.phase === 'done' ? ({ ...this.#state.scan, fields: this.#state.fields } as DoneScan) : undefined;
  }
  /** What is submitted: JSON of a `ScanFillValue`, or the empty string. */
  get value(): string {
    const scan = this.scan;
    if (!scan?.recognised) return '';
    const value: ScanFillValue = { id: scan.id, card: scan.card, fields: scan.fields };
    return JSON.stringify(value);
  }
  /** Takes a photo chosen elsewhere on the page. */
  choose(file: File): void {
    this.#choice = { file };
    this.#render();
  }
  /** Back to the beginning. */
  clear(): void {
    this.#clears++;
    this.#choice = undefined;
    this.#render();
  }

  connectedCallback(): void {
    this.#root ??= createRoot(this.#container);
    this.#render();
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
  attributeChangedCallback(name: string): void {
    // A photo handed over for one card is not sent as another one.
    if (name === 'card') this.#choice = undefined;
    this.#render();
  }
  formDisabledCallback(disabled: boolean): void {
    this.#disabledByForm = disabled;
    this.#render();
  }
  formResetCallback(): void {
    this.clear();
  }

  #render(): void {
    this.#root?.render(
      <ElementView
        {...settingsOf(this, { session: this.#session, target: this.#target })}
        disabled={this.#disabledByForm || this.disabled}
        messages={this.#messages}
        map={this.#map}
        choice={this.#choice}
        clears={this.#clears}
        onState={(state) => this.#take(state)}
        onDone={(scan) => this.#tell('scan-fill:done', scan)}
        onChange={(fields) => this.#tell('scan-fill:change', fields)}
        onFilled={(filled) => this.#tell('scan-fill:filled', filled)}
        onFailed={(failure) => this.#tell('scan-fill:failed', failure)}
        onValidity={(speech) => {
          const { flags, message } = validityOf(this.#state, this.required, speech);
          // Pointing at no input of its own: WebKit crashes where that is gone by the time the message is.
          this.#internals.setValidity(flags, message);
        }}
      />,
    );
  }

  #take(state: FlowState): void {
    this.#state = state;
    const { value } = this;
    this.#internals.setFormValue(value === '' ? null : value);
    this.#tell('scan-fill:state', state);
    // As an input does, so that a form's own listeners hear of it.
    if (state.phase === 'done' || state.phase === 'idle') this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  #tell<N extends keyof ScanFillEvents>(name: N, detail: ScanFillEvents[N]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/** Registers the element; does nothing on a server or where the name is taken. */
export function defineScanFill(name = 'scan-fill'): void {
  if (typeof customElements !== 'undefined' && !customElements.get(name)) customElements.define(name, ScanFillElement);
}
