/** The element build: importing it registers `<scan-fill>`. */
import { defineScanFill, type ScanFillElement, type ScanFillEvents } from './element/scan-fill.tsx';

export type { ScanFillAttributes } from './element/attributes.ts';
export {
  defineScanFill,
  ScanFillElement,
  type ScanFillEvents,
  type ScanFillGroup,
  type ScanFillGroupValue,
  type ScanFillValue,
} from './element/scan-fill.tsx';

type ScanFillEvent<N extends keyof ScanFillEvents> = CustomEvent<ScanFillEvents[N]>;

declare global {
  interface HTMLElementTagNameMap {
    'scan-fill': ScanFillElement;
  }
  // They bubble: a form, a document hears them too.
  interface GlobalEventHandlersEventMap {
    'scan-fill:state': ScanFillEvent<'scan-fill:state'>;
    'scan-fill:done': ScanFillEvent<'scan-fill:done'>;
    'scan-fill:change': ScanFillEvent<'scan-fill:change'>;
    'scan-fill:filled': ScanFillEvent<'scan-fill:filled'>;
    'scan-fill:failed': ScanFillEvent<'scan-fill:failed'>;
  }
}

defineScanFill();
