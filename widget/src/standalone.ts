/** The file for a script tag: registers `<scan-fill>`; its languages, camera and review come from where this file lies. */
import { defineScanFill } from './element/scan-fill.tsx';

defineScanFill();
