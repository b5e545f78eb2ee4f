/** The element build: importing it registers `<scan-fill>`. */
import { defineScanFill } from './element/scan-fill.tsx';

export {
  defineScanFill,
  ScanFillElement,
  type ScanFillEvents,
  type ScanFillGroup,
  type ScanFillGroupValue,
  type ScanFillValue,
} from './element/scan-fill.tsx';

defineScanFill();
