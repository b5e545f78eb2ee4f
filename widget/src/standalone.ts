/**
 * The file for a script tag: registers `<scan-fill>`; its languages, camera and review come from where this file lies.
 */
import { defineScanFill } from './element/scan-fill.tsx';

// Parts that other builds load later: here there is room for them, and a form of several sides does not wait.
import './element/group-view.tsx';
import './element/misuse.ts';

defineScanFill();
